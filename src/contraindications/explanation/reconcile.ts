import type { Contradiction, Evidence } from '../engine/index.js';
import type { Messages } from '../../messages/index.js';

const listed = new Set(['condition', 'allergy', 'procedure']);

/** Measured facts, which a patient cannot answer. */
const measuredFacts = new Set(['lab', 'trichoanalysis', 'blood-pressure']);

type Step = `reconcile.${'answer' | 'list' | 'medicine' | 'lab' | 'measurement'}`;

const steps: readonly [key: Step, applies: (evidence: Evidence) => boolean][] = [
  ['reconcile.answer', ({ fact, value }) => (fact === 'screening' || fact === 'pregnancy' || fact === 'breastfeeding') && value === 'no'],
  ['reconcile.list', ({ fact }) => listed.has(fact)],
  ['reconcile.medicine', ({ fact }) => fact === 'medication'],
  ['reconcile.lab', ({ fact }) => fact === 'lab'],
  ['reconcile.measurement', ({ fact }) => fact === 'blood-pressure' || fact === 'trichoanalysis'],
];

/** Formats the subject of a contradiction in words. */
export const describeContradictionSubject = ({ about, says }: Contradiction, messages: Messages<'checks'>): string => {
  // The subject of findings in a region is the field, because each finding names its region.
  const field = says.every(({ fact }) => fact === 'trichoanalysis') ? about.split('.')[1] : undefined;
  return messages.find(`about.${about}`) ?? messages.find(`analyte.${about}`) ?? (field === undefined ? about : messages.say('field', { field }));
};

/** Formats how to correct the record where facts contradict each other. */
export const describeReconciliation = (contradiction: Contradiction, messages: Messages<'checks'>): string => {
  const needed = steps.filter(([, applies]) => contradiction.says.some(applies)).map(([key]) => messages.say(key));
  const key = contradiction.says.every(({ fact }) => measuredFacts.has(fact)) ? 'reconcile.measured' : 'reconcile';
  return messages.say(key, { about: describeContradictionSubject(contradiction, messages), steps: [...needed, messages.say('reconcile.meanwhile')].join(' ') });
};
