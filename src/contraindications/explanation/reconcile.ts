import type { Contradiction, Evidence } from '../engine/index.js';
import type { Messages } from '../../messages/index.js';

const listed = new Set(['condition', 'allergy', 'procedure']);

/** What no patient can answer. */
const measuredFacts = new Set(['lab', 'trichoanalysis', 'blood-pressure']);

type Step = `reconcile.${'answer' | 'list' | 'medicine' | 'lab' | 'measurement'}`;

const steps: readonly [key: Step, applies: (evidence: Evidence) => boolean][] = [
  ['reconcile.answer', ({ fact, value }) => (fact === 'screening' || fact === 'pregnancy' || fact === 'breastfeeding') && value === 'no'],
  ['reconcile.list', ({ fact }) => listed.has(fact)],
  ['reconcile.medicine', ({ fact }) => fact === 'medication'],
  ['reconcile.lab', ({ fact }) => fact === 'lab'],
  ['reconcile.measurement', ({ fact }) => fact === 'blood-pressure' || fact === 'trichoanalysis'],
];

/** What a contradiction is about, in words. */
export const aboutInWords = ({ about, says }: Contradiction, messages: Messages<'checks'>): string => {
  // Findings of a region are about the field, which each of them names with its region.
  const field = says.every(({ fact }) => fact === 'trichoanalysis') ? about.split('.')[1] : undefined;
  return messages.find(`about.${about}`) ?? messages.find(`analyte.${about}`) ?? (field === undefined ? about : messages.say('field', { field }));
};

/** How to set the record right where its facts deny each other. */
export const reconcileInWords = (contradiction: Contradiction, messages: Messages<'checks'>): string => {
  const needed = steps.filter(([, applies]) => contradiction.says.some(applies)).map(([key]) => messages.say(key));
  const key = contradiction.says.every(({ fact }) => measuredFacts.has(fact)) ? 'reconcile.measured' : 'reconcile';
  return messages.say(key, { about: aboutInWords(contradiction, messages), steps: [...needed, messages.say('reconcile.meanwhile')].join(' ') });
};
