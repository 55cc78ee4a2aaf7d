/** What a treatment is planned for: as a plan or a request states it, and as rules read it. */
import type { ClinicNames } from '../../formulary/index.js';
import { toCalendarDay, isPartialDate, computeDateSpan, type Day, type PartialDate } from '../../kernel/day.js';
import { toIcd10Category } from '../../terminology/index.js';
import { findConcernsOfIcd10 } from '../../terminology/concerns/index.js';
import type { Coding, ConditionFact, IndicationFact, Source } from '../engine/index.js';
import { readConditionEntry, type ConditionPart } from './read-entries.js';

/** An indication of a treatment, with its known details. */
export interface NamedIndication {
  code: Coding | null;
  text: string | null;
  since: PartialDate | null;
  stableSince: PartialDate | null;
  therapyTried: 'yes' | 'no' | null;
  /** The therapies that were tried, in words. */
  therapies: string | null;
  /** Whether these words only explain coded indications. Conditions in such words count too; unreadable words ask no question. */
  besideCodes?: true;
}

/** All indications of a treatment. */
export interface NamedIndications {
  items: NamedIndication[];
  /** The instant of the statement, in UTC; for a plan, the instant at which the plan was created. */
  recordedAt: string;
  /** The plan that states the indications; null where a request states them. */
  planId: string | null;
}

/**
 * The meanings of the indications in the treatment's own list (`GET /v1/treatment-indications`), by code: the ICD-10 codes by which rules read them. Empty for
 * an indication that is neither a disease nor a scar.
 */
export const indicationMeanings: Readonly<Record<string, readonly string[]>> = {
  'androgenetic-alopecia': [],
  'telogen-effluvium': [],
  'nutritional-deficiency': [],
  'hair-thinning': [],
  'scalp-inflammation': [],
  'scalp-build-up': [],
  'hereditary-hair-loss': [],
  'female-pattern-thinning': [],
  'diffuse-thinning': [],
  baldness: [],
  'hairline-recession': [],
  'donor-area-insufficient': [],
  // Hair removal and implantation leave scars.
  'unsatisfactory-transplant': ['L90.5'],
  'post-transplant-cover': ['L90.5'],
  'transplant-contraindicated': [],
  'no-surgery-wanted': [],
  'strip-scar': ['L90.5'],
  'scar-or-burn': ['L90.5'],
  'alopecia-areata': ['L63.9'],
  'extensive-alopecia-areata': ['L63.0'],
  'scarring-alopecia': ['L66.9'],
  'systemic-disease-alopecia': [],
  'liver-kidney-immune-disease': [],
  'facial-hair-restoration': [],
  'beard-loss-trauma': ['L90.5'],
  'gender-affirmation': [],
  'cleft-lip-repair': ['L90.5'],
};

interface StatedIndication {
  code?: Coding | null;
  text?: string | null;
  since?: string | null;
  stableSince?: string | null;
  therapyTried?: 'yes' | 'no' | 'unknown' | null;
  therapies?: string | null;
}

export const toNamedIndication = ({ code, text, since, stableSince, therapyTried, therapies }: StatedIndication): NamedIndication => ({
  code: code ?? null,
  text: text ?? null,
  since: since ?? null,
  stableSince: stableSince ?? null,
  therapyTried: therapyTried === 'unknown' ? null : (therapyTried ?? null),
  therapies: therapies ?? null,
});

/** The indications as a request states them; null where it states none. */
export const findRequestedIndications = (stated: readonly StatedIndication[] | null | undefined, now: Date): NamedIndications | null =>
  stated && stated.length > 0 ? { items: stated.map(toNamedIndication), recordedAt: now.toISOString(), planId: null } : null;

const findSpan = (date: PartialDate | null): { first: Day; last: Day } | null => (isPartialDate(date) ? computeDateSpan(date) : null);

/** Reads an indication: a code of the treatment's own list by its meaning, anything else as a condition. */
const listConditionParts = ({ code, text }: NamedIndication, names: ClinicNames): ConditionPart[] => {
  if (code?.system !== 'hairline') return readConditionEntry({ code, text }, names);
  const meant = Object.hasOwn(indicationMeanings, code.code) ? indicationMeanings[code.code]! : null;
  if (meant === null) return [{ icd10: null, unread: { reason: 'unknown-code', words: [], alternatives: [] } }];
  const byWords =
    text === null
      ? []
      : readConditionEntry({ text }, names).filter(({ icd10 }) => icd10 !== null && !meant.some((text) => toIcd10Category(text) === toIcd10Category(icd10)));
  return [...(meant.length > 0 ? meant.map((icd10) => ({ icd10 })) : [{ icd10: null }]), ...byWords];
};

interface ReadIndication {
  item: NamedIndication;
  part: ConditionPart;
}

/** Removes words beside codes that repeat the meaning of the codes. */
const withoutRepetitions = (all: readonly ReadIndication[]): ReadIndication[] => {
  const coded = new Set(all.flatMap(({ item, part }) => (item.besideCodes || part.icd10 === null ? [] : [toIcd10Category(part.icd10)])));
  return all.filter(({ item, part }) => !item.besideCodes || (part.icd10 !== null && !coded.has(toIcd10Category(part.icd10))));
};

const isStatedDisease = ({ item: { code }, part: { icd10 } }: ReadIndication): boolean =>
  code?.system !== 'hairline' && icd10 !== null && (findConcernsOfIcd10(icd10)?.size ?? 0) > 0;

export interface PlannedFor {
  indications: IndicationFact[];
  /** Diseases that are named only as the reason of the treatment. */
  conditions: ConditionFact[];
}

/** Derives the facts of planned indications. A disease that is named as an indication counts as a condition of the patient, even where no list has it. */
export const createPlannedForFacts = (
  { items, recordedAt, planId }: NamedIndications,
  known: readonly ConditionFact[],
  names: ClinicNames,
  timeZone: string,
): PlannedFor => {
  const source: Source = planId === null ? { type: 'request', id: null } : { type: 'plan', id: planId };
  const read = withoutRepetitions(items.flatMap((item) => listConditionParts(item, names).map((part) => ({ item, part }))));
  const isKnown = (icd10: string): boolean => known.some((condition) => condition.icd10 && toIcd10Category(condition.icd10) === toIcd10Category(icd10));
  return {
    indications: read.map(({ item, part: { icd10, unread } }) => ({
      code: item.code,
      text: item.text ?? item.code?.display ?? null,
      icd10,
      ...(unread && { unread }),
      since: findSpan(item.since),
      stableSince: findSpan(item.stableSince),
      therapyTried: item.therapyTried,
      recordedAt,
      source,
    })),
    conditions: read
      .filter((readIndication) => isStatedDisease(readIndication) && !isKnown(readIndication.part.icd10!))
      .map(({ item, part: { icd10, past, codeAndWordsDiffer } }) => ({
        on: toCalendarDay(new Date(recordedAt), timeZone),
        recordedAt,
        source,
        code: item.code,
        text: item.text ?? item.code?.display ?? null,
        icd10,
        active: past !== true && item.stableSince === null,
        namedAs: 'indication' as const,
        ...(codeAndWordsDiffer && { codeAndWordsDiffer }),
      })),
  };
};
