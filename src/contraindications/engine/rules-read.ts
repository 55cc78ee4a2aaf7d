import { listNestedClauses } from './bearing.js';
import type { CodeIndexes } from './known.js';
import type { Clause, Rule } from './ruleset.js';

/** The codes that the rules of a treatment ask about. Every other recorded item is unread, unless the terminology knows that it concerns no treatment. */
export interface RulesRead {
  /** Whether a clause asks about a condition by its ICD-10 code. */
  asksAboutCondition: (icd10: string) => boolean;
  /** Whether a clause asks about a medicine by its ATC code, or by the key of its substance. */
  asksAboutMedicine: (code: string) => boolean;
  procedures: ReadonlySet<string>;
  adverseEvents: ReadonlySet<string>;
  readsAllergies: boolean;
}

const listClauses = ({ notApplicableWhen = [], contraindicatedWhen = [], any, cautionWhen = [] }: Rule): Clause[] =>
  [...notApplicableWhen, ...contraindicatedWhen, ...any, ...cautionWhen].flatMap(listNestedClauses);

const listProcedures = (clause: Clause): readonly string[] => {
  if ('procedure' in clause) return [clause.procedure];
  if ('procedureWithinDays' in clause) return clause.procedureWithinDays;
  return 'couldBecomePregnant' in clause ? ['hysterectomy'] : [];
};

/** The codes that the rules ask about. The indexes must contain the clauses of these rules and no others yet. */
export const collectRulesRead = (rules: readonly Rule[], indexes: CodeIndexes): RulesRead => {
  const clauses = rules.flatMap(listClauses);
  const [conditionClauses, medicationClauses] = [indexes.conditions.size, indexes.medications.size];
  return {
    asksAboutCondition: (icd10) => indexes.conditions.asksAbout(icd10, conditionClauses),
    asksAboutMedicine: (code) => indexes.medications.asksAbout(code, medicationClauses),
    procedures: new Set(clauses.flatMap(listProcedures)),
    adverseEvents: new Set(clauses.flatMap((clause) => ('adverseEvent' in clause ? clause.adverseEvent : []))),
    readsAllergies: clauses.some((clause) => 'allergyToPlannedIngredient' in clause),
  };
};

/** All words by which rules ask about items that could otherwise be unread. */
export const listWordsOfRules = (rules: readonly Rule[]): Set<string> =>
  new Set(
    rules.flatMap(listClauses).flatMap((clause): readonly string[] => {
      if ('condition' in clause) return [...clause.condition, ...(clause.except ?? []).map((prefix) => `except ${prefix}`)];
      if ('medication' in clause) return clause.medication;
      if ('adverseEvent' in clause) return clause.adverseEvent;
      return 'allergyToPlannedIngredient' in clause ? ['allergyToPlannedIngredient'] : listProcedures(clause);
    }),
  );
