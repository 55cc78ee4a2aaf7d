import type { Day, PartialDate } from '../../kernel/day.js';
import { enumOf } from '../../kernel/enumeration.js';
import type { Treatment } from '../../kernel/treatment.js';

/** The kinds of records in which facts are written down; `request` is what the request itself said. */
export const sourceTypes = enumOf('FactSourceType', [
  'patient',
  'consultation',
  'blood-test',
  'trichoanalysis',
  'condition',
  'allergy',
  'medication',
  'procedure',
  'adverse-event',
  'plan',
  'request',
]);
export type SourceType = (typeof sourceTypes)[number];

/** Where a fact comes from, so that a reader can look it up. `id` is null for what the request itself said. */
export interface Source {
  type: SourceType;
  id: string | null;
}

/** When and by what something was recorded. `on` is the day in the clinic's time zone from which its age counts. */
export interface Recorded {
  on: Day;
  recordedAt: string;
  source: Source;
}

export interface Coding {
  system: string;
  code: string;
  display?: string | null;
}

/** Why the terminology cannot read what was recorded. */
export type UnreadReason =
  /** A word that nobody knows. */
  | 'unknown-words'
  /** A word close to a known name: it may be meant, and is not assumed to be. */
  | 'misspelt'
  /** The words take back what the list states: an operation that is only planned. */
  | 'denied'
  /** Words for something of unknown content: "herbal medicine". */
  | 'unknown-content'
  /** A kind of thing, and not which one of it: "some antibiotic", "an allergy to a medicine". */
  | 'too-wide'
  /** A code that its system does not have. */
  | 'unknown-code'
  /** A code of a system that no rule reads, and of which no translation is shipped. */
  | 'unknown-system'
  /** Known to the terminology, and to no rule of the treatment. */
  | 'no-rule'
  /** A result that no rule reads. */
  | 'unknown-result'
  /** A product without the list of what is in it. */
  | 'no-ingredients';

/** What of a recorded item could not be read, and what may be meant. */
export interface UnreadPart {
  reason: UnreadReason;
  /** The words that nothing explains; empty where a code is meant. */
  words: readonly string[];
  /** Codes that may be meant, best first. */
  alternatives: readonly { system: string; code: string; display: string }[];
}

/** The newest answer that is not `unknown`. A question that nobody answered has no entry. */
export interface Answer extends Recorded {
  value: 'yes' | 'no';
  /** Of a no, the newest yes before it. */
  earlierYes?: Recorded | null;
  /** Of a yes, the last day for which it can hold: of a pregnancy, the day on which the child is expected. After it the answer says nothing more. */
  endsOn?: Day | null;
}

export type ListName = 'conditions' | 'medications' | 'allergies' | 'procedures';

/** A list gone through with the patient and found complete. */
export type Review = Recorded;

/** A condition by one of the codes that it is read by; an entry that names several conditions is several facts. */
export interface ConditionFact extends Recorded {
  /** As it was recorded. */
  code: Coding | null;
  text: string | null;
  /** The ICD-10 code by which rules read it; null for what could not be read. Facts from before it was kept are read by `code`. */
  icd10?: string | null;
  /** Whether it goes on: a condition whose status nobody stated does. */
  active: boolean;
  /** Where it was named otherwise than by an entry of the list: an assessment's diagnosis, a trichoanalysis' cause, the reason of a medicine or an operation, what a plan is for. */
  namedAs?: 'diagnosis' | 'cause' | 'reason' | 'indication';
  /** A later list that was gone through no longer names it. */
  omittedSince?: Recorded;
  unread?: UnreadPart;
  /** Code and words of the entry name different things: each is a fact, and both count. */
  codeAndWordsDiffer?: boolean;
}

/** A medicine by one of the substances in it; an entry that names several substances is several facts. */
export interface MedicationFact extends Recorded {
  name: string;
  /** As it was recorded. */
  code?: Coding | null;
  /** The ATC code, at any level; null for what has none or could not be read. */
  atc: string | null;
  /** The substance of the vocabulary, where no ATC code stands for it. */
  substance?: string | null;
  unread?: UnreadPart;
  /** Code and words of the entry name different things: each is a fact, and both count. */
  codeAndWordsDiffer?: boolean;
  inUse: boolean;
  /** The last day of taking, as far as it is known; null for one in use whose last day nobody stated. */
  lastTaken: { first: Day | null; last: Day } | null;
  /** Of one in use, the last day of the course as prescribed: after it, the medicine is no longer in use and was last taken on that day. */
  endsOn?: Day | null;
}

export interface AllergyFact extends Recorded {
  code: Coding | null;
  text: string | null;
  /** Called over: a caution, for nobody knows who tested it. */
  over?: boolean;
}

export interface ProcedureFact extends Recorded {
  /** A kind of operation as the terminology knows it; null for what could not be read. */
  kind: string | null;
  /** As it was recorded. */
  code?: Coding | null;
  text: string | null;
  unread?: UnreadPart;
  /** The day that it was done, as far as it is known; null when nobody stated it. */
  performed: { first: Day; last: Day } | null;
}

/**
 * The newest final result of an analyte, in the analyte's canonical unit; where there is none, the newest preliminary one, which speaks against a treatment
 * and clears nothing.
 */
export interface LabFact extends Recorded {
  analyte: string;
  code: Coding | null;
  value: number | null;
  /** Which side of the figure the true value lies on, when the laboratory could not measure it exactly. */
  comparator: '<' | '<=' | '>=' | '>' | null;
  unit: string | null;
  /** The word of a qualitative result: `positive`, `negative`. */
  text: string | null;
  interpretation: 'LL' | 'L' | 'N' | 'H' | 'HH' | null;
  referenceRange: { low: number | null; high: number | null } | null;
  /** Its laboratory has not made the report final. */
  preliminary?: true;
  /**
   * Other results of the same moment that say something else: which of them is right nobody knows. Beside a final result also the newest preliminary ones since.
   * Each counts, so the more severe one decides.
   */
  others?: readonly LabFact[];
}

/** One newest measurement; mm[Hg]. */
export interface BloodPressureFact extends Recorded {
  systolic: number | null;
  diastolic: number | null;
}

/** `signs`: each sign of inflammation or scarring is a fact of its own; several of one moment do not differ, they add up. */
export type TrichoanalysisField = 'infection' | 'inflammation' | 'suspiciousLesion' | 'signs';

/** The newest known value of one field in one region of the scalp; several of one moment, where they differ. */
export interface TrichoanalysisFact extends Recorded {
  region: string;
  field: TrichoanalysisField;
  value: string;
}

/** Something that went wrong after a session, unless it was taken back as an error. */
export interface AdverseEventFact extends Recorded {
  /** A word of the clinic's list: `infection`, `allergic-reaction`, `other`. */
  type: string;
  text: string | null;
  /** By CTCAE, 1 to 5. */
  grade: number;
  serious: boolean;
  /** Whether it has an end. */
  resolved: boolean;
  /** The day on which it began. */
  onset: Day;
}

/** What the treatment is planned for, by one of the conditions that it names. */
export interface IndicationFact {
  /** As it was stated. */
  code: Coding | null;
  text: string | null;
  /** The ICD-10 code by which rules read it; null for what is no disease, or could not be read. */
  icd10: string | null;
  unread?: UnreadPart;
  /** When it began, as far as it is known: a scar, when it was set. */
  since: { first: Day; last: Day } | null;
  /** Since when it has not changed, as far as it is known. */
  stableSince: { first: Day; last: Day } | null;
  /** Whether medicines or another therapy were tried; null when nobody said. */
  therapyTried: 'yes' | 'no' | null;
  /** Instant in UTC. */
  recordedAt: string;
  source: Source;
}

/** A result that no rule can read: outside the panel, or in words that no analyte has. */
export interface UnreadResultFact extends Recorded {
  code: Coding | null;
  text: string | null;
  value: number | null;
  unit: string | null;
  /** Whether its laboratory calls it abnormal, by its own flag or range. */
  abnormal: boolean;
}

/** A dermatologist's word that an unread item does not matter for a treatment. */
export interface DismissedFact {
  treatment: Treatment;
  /** The item, as `unreadId` names it. */
  itemId: string;
  reason: string;
  dismissedBy: string;
  dismissedAt: string;
}

/** What a clinic knows a name to stand for. */
export interface OwnNameFact {
  codes: readonly { system: string; code: string }[];
  harmless: boolean;
}

/** All that the rules may ask about a person: plain data, kept with each check so that it can be retraced. */
export interface Facts {
  birthDate: PartialDate | null;
  sexAtBirth: 'female' | 'male' | 'intersex' | 'unknown';
  /** When the person died, null where nobody knows the day; left out of whoever is alive. */
  deceased?: { on: PartialDate | null };
  patient: Source;
  /** Signed consultations, newest first. */
  signedConsultations: Recorded[];
  /** Trichoanalyses of any region, newest first. */
  trichoanalysesOnFile: Recorded[];
  /** Examinations of the scalp by eye, newest first. */
  examinations: Recorded[];
  screening: Record<string, Answer>;
  pregnancy: Answer | null;
  capacityForPregnancy: Answer | null;
  breastfeeding: Answer | null;
  /** Whether contraception is used. */
  contraception?: Answer | null;
  reviewed: Partial<Record<ListName, Review>>;
  conditions: ConditionFact[];
  medications: MedicationFact[];
  allergies: AllergyFact[];
  procedures: ProcedureFact[];
  bloodPressure: BloodPressureFact | null;
  /** By analyte id. */
  labs: Record<string, LabFact>;
  trichoanalysis: TrichoanalysisFact[];
  /** What is to be used in the treatment; null when nobody said. */
  ingredients: string[] | null;
  /** What the treatment is planned for; left out when nobody said, as before there is a plan. */
  indications?: IndicationFact[];
  /** Products that are to be used and of which nobody knows what is in them, by name. */
  productsWithoutIngredients?: string[];
  adverseEvents?: AdverseEventFact[];
  unreadResults?: UnreadResultFact[];
  dismissed?: DismissedFact[];
  /** Names of allergies and planned ingredients that the clinic has taught, by the name in its compared form. */
  ownNames?: Record<string, OwnNameFact>;
}

/** A person about whom nothing is known. */
export const noFacts: Facts = {
  birthDate: null,
  sexAtBirth: 'unknown',
  patient: { type: 'patient', id: null },
  signedConsultations: [],
  trichoanalysesOnFile: [],
  examinations: [],
  screening: {},
  pregnancy: null,
  capacityForPregnancy: null,
  breastfeeding: null,
  reviewed: {},
  conditions: [],
  medications: [],
  allergies: [],
  procedures: [],
  bloodPressure: null,
  labs: {},
  trichoanalysis: [],
  ingredients: null,
};
