import { dayNumber, isPartialDate, span, type Day } from '../../kernel/day.js';
import type { AllergyFact, ConditionFact, Facts, ListName, MedicationFact } from './facts.js';
import { isIcd10, type CodeIndex } from './codes.js';
import { allergenOf, substancesIn, type Allergen, type Substance } from './ingredients.js';
import type { Moment } from './moment.js';
import { ageLimit, type AgeLimit } from './birthdays.js';

/** A medicine with a code that rules can read. */
export interface KnownMedication {
  fact: MedicationFact;
  /** The last day of taking, as far as it is known; null when nobody stated it. */
  lastTaken: { first: number; last: number } | null;
  /** The last day of a course whose end is prescribed. */
  endsOn: number | null;
}

export interface KnownAllergy {
  fact: AllergyFact;
  allergen: Allergen;
}

export interface PlannedIngredient {
  written: string;
  substances: readonly Substance[];
}

const knownMedication = (fact: MedicationFact): KnownMedication => ({
  fact,
  lastTaken: fact.lastTaken && { first: fact.lastTaken.first === null ? -Infinity : dayNumber(fact.lastTaken.first), last: dayNumber(fact.lastTaken.last) },
  endsOn: fact.inUse && fact.endsOn ? dayNumber(fact.endsOn) : null,
});

/** Rules about conditions read ICD-10 alone. */
const codeOfCondition = ({ code }: ConditionFact): string | null => (code !== null && isIcd10(code.system) ? code.code : null);
const codeOfMedication = ({ fact }: KnownMedication): string | null => fact.atc;

const none: readonly never[] = [];

/** Which clauses ask about which codes. */
export interface CodeIndexes {
  conditions: CodeIndex;
  medications: CodeIndex;
}

/**
 * The facts of one evaluation in the form in which rules compare them, worked out when first asked for, and what
 * clauses have found in them once for all days.
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

  /** What a clause finds whatever the day is; `slot` is the clause's own number. */
  once<T>(slot: number, find: () => T): T {
    return (this.kept[slot] ??= find()) as T;
  }

  /** The conditions that a clause asks about, by its number in the index. */
  conditions(clause: number): readonly ConditionFact[] {
    this.conditionsRead ??= this.indexes.conditions.sort(this.facts.conditions, codeOfCondition);
    return this.conditionsRead[clause] ?? none;
  }

  /** The medicines that a clause asks about, by its number in the index. */
  medications(clause: number): readonly KnownMedication[] {
    this.medicationsRead ??= this.indexes.medications.sort(this.facts.medications.map(knownMedication), codeOfMedication);
    return this.medicationsRead[clause] ?? none;
  }

  get allergies(): readonly KnownAllergy[] {
    return (this.allergiesRead ??= this.facts.allergies.map((fact) => ({ fact, allergen: allergenOf(fact) })));
  }

  /** Null when nobody said what is planned. */
  get planned(): readonly PlannedIngredient[] | null {
    if (this.plannedRead === undefined) this.plannedRead = this.facts.ingredients?.map((written) => ({ written, substances: substancesIn(written) })) ?? null;
    return this.plannedRead;
  }

  /** When a person has certainly, and when possibly, completed so many years; null without a birth date. */
  completes(years: number): AgeLimit | null {
    const born = this.born();
    if (born === null) return null;
    let limit = this.ages.get(years);
    if (!limit) this.ages.set(years, (limit = ageLimit(born, years)));
    return limit;
  }

  /** Whether a list was gone through, not too long ago, and rules can read all of it: only then is what it does not name not so. */
  isComplete(list: ListName, moment: Moment, maxAgeDays: number | undefined): boolean {
    const review = this.facts.reviewed[list];
    return review !== undefined && review.uncoded.length === 0 && moment.isFresh(dayNumber(review.on), maxAgeDays);
  }

  private born(): { first: Day; last: Day } | null {
    if (this.birth === undefined) this.birth = isPartialDate(this.facts.birthDate) ? span(this.facts.birthDate) : null;
    return this.birth;
  }
}
