/** Operations that rules know, by the words and SNOMED CT codes under which they are recorded. */
const kinds: Record<string, { names: string[]; snomed: string[] }> = {
  hysterectomy: { names: ['hysterectomy', 'total hysterectomy', 'subtotal hysterectomy', 'radical hysterectomy'], snomed: ['236886002'] },
  'hair-transplant-fut': { names: ['fut', 'follicular unit transplantation', 'strip surgery', 'hair transplant fut', 'fut hair transplant'], snomed: [] },
  'hair-transplant-fue': {
    names: ['fue', 'follicular unit extraction', 'hair transplant', 'hair transplantation', 'hair transplant fue', 'fue hair transplant'],
    snomed: [],
  },
  'scalp-surgery': { names: ['scalp surgery', 'operation on scalp', 'scalp reduction', 'craniotomy'], snomed: [] },
};

export const procedureWords: ReadonlySet<string> = new Set(Object.keys(kinds));

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The word that rules use for a recorded operation, or null when none knows it. Only a whole name counts: "no hysterectomy" is none. */
export const procedureKind = (code: { system: string; code: string } | null, text: string | null): string | null => {
  if (code?.system === 'hairline' && procedureWords.has(code.code)) return code.code;
  const written = text === null ? null : plain(text);
  for (const [kind, { names, snomed }] of Object.entries(kinds)) {
    if (code?.system === 'snomed' && snomed.includes(code.code)) return kind;
    if (written !== null && (written === plain(kind) || names.includes(written))) return kind;
  }
  return null;
};
