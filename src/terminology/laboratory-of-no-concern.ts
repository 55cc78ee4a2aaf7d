/**
 * Tests beside the panel that no rule of a treatment needs, so that checks do not list them as unread. Tests that could show an infection, a bleeding disorder,
 * or an immune, organ or endocrine disease do not belong here.
 */
const ofNoConcern: Readonly<Record<string, readonly string[]>> = {
  'indices of red cells and platelets: the counts are read': ['785-6', '786-4', '788-0', '32623-1', '32207-3'],
  'shares of the other white cells: leucocytes and neutrophils are read': ['736-9', '5905-5', '713-8', '706-2'],
  'blood group': ['882-1'],
  'lipids: no treatment hangs on them': ['2093-3', '2085-9', '13457-7', '2571-8'],
  'hormones and trace elements that tell of a cause of hair loss': ['2839-9', '13967-5', '1668-3', '1854-9', '5631-7', '5724-0', '2923-1'],
  'iron transport: iron, binding capacity and ferritin are on the panel': ['2502-3', '3034-6'],
};

const codes = new Set(Object.values(ofNoConcern).flat());

/** Whether a LOINC code outside the panel is known to concern no treatment. */
export const concernsNoTreatment = (loinc: string): boolean => codes.has(loinc);
