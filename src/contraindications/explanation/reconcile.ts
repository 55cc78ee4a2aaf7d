import type { Contradiction, Evidence } from '../engine/index.js';
import type { MessageKey } from './messages/index.js';
import type { Words } from './words.js';

const listed = new Set(['condition', 'allergy', 'procedure']);

const steps: readonly [key: MessageKey, applies: (evidence: Evidence) => boolean][] = [
  ['reconcile.answer', ({ fact, value }) => (fact === 'screening' || fact === 'pregnancy' || fact === 'breastfeeding') && value === 'no'],
  ['reconcile.list', ({ fact }) => listed.has(fact)],
  ['reconcile.medicine', ({ fact }) => fact === 'medication'],
  ['reconcile.lab', ({ fact }) => fact === 'lab'],
  ['reconcile.measurement', ({ fact }) => fact === 'blood-pressure' || fact === 'trichoanalysis'],
];

/** What a contradiction is about, in words. */
export const aboutInWords = ({ about }: Pick<Contradiction, 'about'>, words: Words): string => words.find(`about.${about}`) ?? about;

/** How to set the record right where its facts deny each other. */
export const reconcileInWords = (contradiction: Contradiction, words: Words): string => {
  const needed = steps.filter(([, applies]) => contradiction.says.some(applies)).map(([key]) => words.say(key));
  return words.say('reconcile', { about: aboutInWords(contradiction, words), steps: [...needed, words.say('reconcile.meanwhile')].join(' ') });
};
