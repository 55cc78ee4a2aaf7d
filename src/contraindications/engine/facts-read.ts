import { listNeedsBehind, listNestedClauses } from './bearing.js';
import type { ListName } from './facts.js';
import type { Clause, Rule } from './ruleset.js';

/** Kinds of facts that can be read or left out separately. */
export type FactKind =
  | ListName
  | 'birthDate'
  | 'consultation'
  | 'screening'
  | 'pregnancy'
  | 'breastfeeding'
  | 'capacityForPregnancy'
  | 'contraception'
  | 'bloodPressure'
  | 'trichoanalysis'
  | 'examination'
  | 'lab';

/** The facts that some rules read; other facts do not change the outcomes of these rules. The plan is always known. */
export interface FactsRead {
  kinds: ReadonlySet<FactKind>;
  /** The analytes of the blood test. */
  analytes: ReadonlySet<string>;
}

/** Facts that a clause reads, and that no need names. */
const listFactsBesideNeeds = (clause: Clause): FactKind[] => {
  if ('vital' in clause) return ['bloodPressure'];
  if ('sexAtBirth' in clause) return ['birthDate'];
  if ('capacityForPregnancy' in clause) return ['capacityForPregnancy'];
  if ('contraception' in clause) return ['contraception'];
  return 'couldBecomePregnant' in clause ? ['capacityForPregnancy', 'procedures', 'pregnancy'] : [];
};

const listClauses = ({ notApplicableWhen = [], contraindicatedWhen = [], any, cautionWhen = [] }: Rule): Clause[] =>
  [...notApplicableWhen, ...contraindicatedWhen, ...any, ...cautionWhen].flatMap(listNestedClauses);

/** The facts that rules read to find their outcomes. */
export const collectFactsRead = (rules: readonly Rule[]): FactsRead => {
  const clauses = rules.flatMap(listClauses);
  const needs = [...rules.flatMap(({ needsData }) => needsData.flatMap((need) => need.split('|'))), ...clauses.flatMap(listNeedsBehind)];
  const words = needs.map((need) => need.split('.'));
  return {
    kinds: new Set([...words.map(([kind]) => kind as FactKind), ...clauses.flatMap(listFactsBesideNeeds)]),
    analytes: new Set(words.flatMap(([kind, analyte]) => (kind === 'lab' && analyte !== undefined ? [analyte] : []))),
  };
};

/** The facts that a whole ruleset reads, with those that would be unread. */
export const collectAllFactsRead = (rules: readonly Rule[]): FactsRead => withUnreadKinds(collectFactsRead(rules));

/** The same facts, with all kinds that could be unread. */
export const withUnreadKinds = ({ kinds, analytes }: FactsRead): FactsRead => ({
  kinds: new Set([...kinds, 'conditions', 'medications', 'allergies', 'procedures']),
  analytes,
});
