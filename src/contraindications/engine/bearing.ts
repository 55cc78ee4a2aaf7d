import type { Clause } from './ruleset.js';

/** The needs, with their names in `needsData`, whose answers decide whether a clause fires. */
export const listNeedsBehind = (clause: Clause): string[] => {
  if ('all' in clause) return clause.all.flatMap(listNeedsBehind);
  if ('any' in clause) return clause.any.flatMap(listNeedsBehind);
  if ('atLeast' in clause) return clause.atLeast.of.flatMap(listNeedsBehind);
  if ('not' in clause) return listNeedsBehind(clause.not);
  if ('condition' in clause) return ['conditions.reviewed'];
  if ('screening' in clause) return [`screening.${clause.screening}`];
  if ('medication' in clause) return ['medications.reviewed'];
  if ('lab' in clause) return [`lab.${clause.lab}`];
  if ('labOnFile' in clause) return clause.labOnFile.map((analyte) => `lab.${analyte}`);
  if ('trichoanalysis' in clause) return [`trichoanalysis.${clause.trichoanalysis}`, 'trichoanalysis'];
  if ('pregnancy' in clause) return ['pregnancy'];
  if ('breastfeeding' in clause) return ['breastfeeding'];
  if ('procedure' in clause || 'procedureWithinDays' in clause) return ['procedures.reviewed'];
  if ('adverseEvent' in clause || 'plannedFor' in clause) return [];
  if ('allergyToPlannedIngredient' in clause || 'allergyToPlannedClass' in clause || 'allergy' in clause) return ['allergies.reviewed'];
  return 'ageUnder' in clause || 'ageOutside' in clause || 'couldBecomePregnant' in clause ? ['birthDate'] : [];
};

/** A clause with all clauses nested in it. */
export const listNestedClauses = (clause: Clause): Clause[] => {
  const inner = 'all' in clause ? clause.all : 'any' in clause ? clause.any : 'atLeast' in clause ? clause.atLeast.of : 'not' in clause ? [clause.not] : [];
  return [...inner.flatMap(listNestedClauses), clause];
};

/** The clauses each of which makes the whole clause `yes` by itself. */
export const listAlternativeClauses = (clause: Clause): Clause[] => ('any' in clause ? clause.any.flatMap(listAlternativeClauses) : [clause]);
