import type { Contradiction, Evidence } from '../engine/index.js';
import type { MessageKey } from './messages/index.js';
import type { Words } from './words.js';

const listed = new Set(['condition', 'allergy', 'procedure']);

/** What no patient can answer. */
const measuredFacts = new Set(['lab', 'trichoanalysis', 'blood-pressure']);

const steps: readonly [key: MessageKey, applies: (evidence: Evidence) => boolean][] = [
  ['reconcile.answer', ({ fact, value }) => (fact === 'screening' || fact === 'pregnancy' || fact === 'breastfeeding') && value === 'no'],
  ['reconcile.list', ({ fact }) => listed.has(fact)],
  ['reconcile.medicine', ({ fact }) => fact === 'medication'],
  ['reconcile.lab', ({ fact }) => fact === 'lab'],
  ['reconcile.measurement', ({ fact }) => fact === 'blood-pressure' || fact === 'trichoanalysis'],
];

/** What a contradiction is about, in words. */
export const aboutInWords = ({ about, says }: Contradiction, words: Words): string => {
  // Findings of a region are about the field, which each of them names with its region.
  const field = says.every(({ fact }) => fact === 'trichoanalysis') ? about.split('.')[1] : undefined;
  return words.find(`about.${about}`) ?? words.find(`analyte.${about}`) ?? (field === undefined ? about : words.say('field', { field }));
};

/** How to set the record right where its facts deny each other. */
export const reconcileInWords = (contradiction: Contradiction, words: Words): string => {
  const needed = steps.filter(([, applies]) => contradiction.says.some(applies)).map(([key]) => words.say(key));
  const key = contradiction.says.every(({ fact }) => measuredFacts.has(fact)) ? 'reconcile.measured' : 'reconcile';
  return words.say(key, { about: aboutInWords(contradiction, words), steps: [...needed, words.say('reconcile.meanwhile')].join(' ') });
};
