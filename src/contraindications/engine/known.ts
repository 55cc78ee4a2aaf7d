import { computeDayNumber, isPartialDate, computeDateSpan, type Day } from '../../kernel/day.js';
import type { AllergyFact, ConditionFact, Facts, ListName, MedicationFact } from './facts.js';
import { isIcd10, createSubstanceKey, type CodeIndex } from './codes.js';
import { readAllergy, readIngredient } from './ingredients.js';
import type { EvaluationDate } from './evaluation-date.js';
import { computeAgeLimit, type AgeLimit } from './birthdays.js';
import type { ReadText } from './read-text.js';

/** A medicine with a code that rules can read. */
export interface KnownMedication {
  fact: MedicationFact;
  /** The period in which the last day of taking lies; null where it was not stated. */
  lastTaken: { first: number; last: number } | null;
  /** The last day of a prescribed course; null where no end is prescribed. */
  endsOn: number | null;
}

export interface KnownAllergy {
  fact: AllergyFact;
  reading: ReadText;
}

export interface PlannedIngredient {
  written: string;
  reading: ReadText;
}

const toKnownMedication = (fact: MedicationFact): KnownMedication => ({
  fact,
  lastTaken: fact.lastTaken && {
    first: fact.lastTaken.first === null ? -Infinity : computeDayNumber(fact.lastTaken.first),
    last: computeDayNumber(fact.lastTaken.last),
  },
  endsOn: fact.inUse && fact.endsOn ? computeDayNumber(fact.endsOn) : null,
});

/** The code by which rules about conditions read a condition; they read ICD-10 only. */
export const findCodeOfCondition = ({ code, icd10 }: ConditionFact): string | null => {
  if (icd10 !== undefined) return icd10;
  return code !== null && isIcd10(code.system) ? code.code : null;
};

/** The ATC code, or the key of the substance where it has none. */
export const findCodeOfMedicine = ({ atc, substance }: MedicationFact): string | null => atc ?? (substance ? createSubstanceKey(substance) : null);
const findCodeOfMedication = ({ fact }: KnownMedication): string | null => findCodeOfMedicine(fact);

const none: readonly never[] = [];

/** The indexes of clauses by code. */
export interface CodeIndexes {
  conditions: CodeIndex;
  medications: CodeIndex;
}

/**
 * The facts of one evaluation in the form in which rules compare them. The form is calculated when first needed, and results of clauses that are the same for
 * all days are stored.
 */
export class Known {
  private readonly kept: unknown[] = [];
  private readonly ages = new Map<number, AgeLimit>();
  private birth: { first: Day; last: Day } | null | undefined;
  private conditionsRead: readonly (readonly ConditionFact[] | undefined)[] | undefined;
  private medicationsRead: readonly (readonly KnownMedication[] | undefined)[] | undefined;
  private allergiesRead: KnownAllergy[] | undefined;
  private plannedRead: PlannedIngredient[] | null | undefined;

  constructor(
    readonly facts: Facts,
    private readonly indexes: CodeIndexes,
  ) {}

  /** Calculates a result of a clause that is the same for all days, once; `slot` is the number of the clause. */
  computeOnce<T>(slot: number, find: () => T): T {
    return (this.kept[slot] ??= find()) as T;
  }

  /** The conditions that a clause asks about, by its number in the index. */
  listConditions(clause: number): readonly ConditionFact[] {
    this.conditionsRead ??= this.indexes.conditions.sort(this.facts.conditions, findCodeOfCondition);
    return this.conditionsRead[clause] ?? none;
  }

  /** The medicines that a clause asks about, by its number in the index. */
  listMedications(clause: number): readonly KnownMedication[] {
    this.medicationsRead ??= this.indexes.medications.sort(this.facts.medications.map(toKnownMedication), findCodeOfMedication);
    return this.medicationsRead[clause] ?? none;
  }

  get allergies(): readonly KnownAllergy[] {
    return (this.allergiesRead ??= this.facts.allergies.map((fact) => ({ fact, reading: readAllergy(fact, this.facts.ownNames) })));
  }

  /** The planned ingredients; null where they are unknown. */
  get planned(): readonly PlannedIngredient[] | null {
    if (this.plannedRead === undefined)
      this.plannedRead = this.facts.ingredients?.map((written) => ({ written, reading: readIngredient(written, this.facts.ownNames) })) ?? null;
    return this.plannedRead;
  }

  /** When a person certainly, and when possibly, completes a number of years; null without a birth date. */
  findAgeLimit(years: number): AgeLimit | null {
    const born = this.findBirthSpan();
    if (born === null) return null;
    let limit = this.ages.get(years);
    if (!limit) this.ages.set(years, (limit = computeAgeLimit(born, years)));
    return limit;
  }

  /** Whether a list was reviewed recently enough. Only then does a missing entry mean that the patient does not have it. */
  isComplete(list: ListName, date: EvaluationDate, maxAgeDays: number | undefined): boolean {
    const review = this.facts.reviewed[list];
    return review !== undefined && date.isFresh(computeDayNumber(review.on), maxAgeDays);
  }

  private findBirthSpan(): { first: Day; last: Day } | null {
    if (this.birth === undefined) this.birth = isPartialDate(this.facts.birthDate) ? computeDateSpan(this.facts.birthDate) : null;
    return this.birth;
  }
}
