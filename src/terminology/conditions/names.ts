/** The form of names of conditions, and groups of words that replace each other in names. */

/**
 * A code of ICD-10 (WHO), our own short title, and lists of further names. A name may be listed under several codes; its meaning is then wider than each of
 * them.
 */
export type NamedCondition = readonly [code: string, display: string, ...lists: string[]];

const groups: Readonly<Record<string, readonly string[]>> = {
  scalp: ['scalp', 'head', 'hair', 'सिर', 'sir'],
  face: ['face', 'facial', 'forehead', 'cheek', 'chin', 'nose', 'lip', 'eyebrow', 'eyelid', 'jaw', 'beard', 'ear', 'चेहरे', 'chehra'],
  neck: ['neck', 'nape'],
  trunk: ['chest', 'back', 'trunk', 'abdomen', 'breast', 'sternum', 'waist', 'buttock', 'axilla', 'armpit', 'body', 'shoulder', 'groin'],
  limb: ['arm', 'leg', 'hand', 'foot', 'feet', 'thigh', 'knee', 'elbow', 'forearm', 'wrist', 'ankle', 'finger', 'toe', 'palm', 'sole', 'limb', 'shin'],
  cancer: ['cancer', 'ca', 'carcinoma', 'malignancy', 'malignant tumour', 'adenocarcinoma', 'कैंसर'],
  disease: ['disease', 'problem', 'trouble', 'disorder'],
};

/** Lists every name that a pattern such as "wound {scalp}" means. */
export const expandPattern = (pattern: string): string[] => {
  const found = /\{(\w+)\}/.exec(pattern);
  if (!found) return [pattern];
  return groups[found[1]!]!.flatMap((word) => expandPattern(pattern.replace(found[0], word)));
};
