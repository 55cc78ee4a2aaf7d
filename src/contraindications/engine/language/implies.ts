import { toBareCode, isCodePrefix } from '../codes.js';
import type { ConditionClause, MedicationClause, PlannedForClause, Question } from '../ruleset.js';

/** Whether the wide words cover the narrow ones, as far as the words show it: prefixes by their beginnings, concerns and groups by name. */
const coversWords = (wide: readonly string[], narrow: readonly string[]): boolean =>
  narrow.every((text) => wide.some((other) => text === other || (isCodePrefix(text) && isCodePrefix(other) && toBareCode(text).startsWith(toBareCode(other)))));

const includesAll = (wide: readonly string[], narrow: readonly string[]): boolean => narrow.every((word) => wide.includes(word));

const impliesCondition = (one: ConditionClause, other: ConditionClause): boolean =>
  coversWords(other.condition, one.condition) &&
  coversWords(one.except ?? [], other.except ?? []) &&
  (other.status === undefined || other.status === one.status);

/** The last day of taking that a clause allows, in days before the planned day; null where the clause does not limit it to one interval. */
const findLastTakenSpan = ({ lastTakenWithinDays, lastTakenDaysAgo }: MedicationClause): readonly [number, number] | null => {
  if (lastTakenWithinDays !== undefined) return lastTakenDaysAgo === undefined ? [-Infinity, lastTakenWithinDays] : null;
  return lastTakenDaysAgo ?? null;
};

const impliesMedication = (one: MedicationClause, other: MedicationClause): boolean => {
  if (!coversWords(other.medication, one.medication)) return false;
  if (other.status !== undefined && other.status !== one.status) return false;
  if (other.lastTaken !== undefined && other.lastTaken !== one.lastTaken) return false;
  if (other.lastTakenWithinDays === undefined && other.lastTakenDaysAgo === undefined) return true;
  const [narrow, wide] = [findLastTakenSpan(one), findLastTakenSpan(other)];
  return narrow !== null && wide !== null && wide[0] <= narrow[0] && narrow[1] <= wide[1];
};

const impliesPlannedFor = (one: PlannedForClause, other: PlannedForClause): boolean =>
  coversWords(other.plannedFor, one.plannedFor) &&
  (other.beganWithinDays === undefined || (one.beganWithinDays ?? Infinity) <= other.beganWithinDays) &&
  (other.stableWithinDays === undefined || (one.stableWithinDays ?? Infinity) <= other.stableWithinDays) &&
  (other.therapyTried === undefined || one.therapyTried === other.therapyTried);

/** Whether one clause is `yes` only where another one is, as far as their words show it. */
export const impliesQuestion = (one: Question, other: Question): boolean => {
  if ('condition' in one && 'condition' in other) return impliesCondition(one, other);
  if ('medication' in one && 'medication' in other) return impliesMedication(one, other);
  if ('trichoanalysis' in one && 'trichoanalysis' in other) return one.trichoanalysis === other.trichoanalysis && includesAll(other.is, one.is);
  if ('plannedIngredient' in one && 'plannedIngredient' in other) return includesAll(other.plannedIngredient, one.plannedIngredient);
  if ('allergy' in one && 'allergy' in other) return includesAll(other.allergy, one.allergy);
  if ('adverseEvent' in one && 'adverseEvent' in other)
    return (
      includesAll(other.adverseEvent, one.adverseEvent) &&
      (other.while === undefined || other.while === one.while) &&
      (other.serious === undefined || one.serious === true)
    );
  if ('plannedFor' in one && 'plannedFor' in other) return impliesPlannedFor(one, other);
  if ('labOnFile' in one && 'labOnFile' in other) return includesAll(other.labOnFile, one.labOnFile);
  if ('procedureWithinDays' in one && 'procedure' in other) return includesAll([other.procedure], one.procedureWithinDays);
  if ('procedureWithinDays' in one && 'procedureWithinDays' in other)
    return includesAll(other.procedureWithinDays, one.procedureWithinDays) && one.days <= other.days;
  if ('vital' in one && 'vital' in other) {
    const reaches = (wide: [number, number] | undefined, narrow: [number, number] | undefined, sign: 1 | -1): boolean =>
      wide !== undefined && narrow !== undefined && wide.every((limit, index) => sign * narrow[index]! >= sign * limit);
    return reaches(other.geAny, one.geAny, 1) || reaches(other.ltAny, one.ltAny, -1);
  }
  return false;
};
