import type { Day, PartialDate } from '../../kernel/day.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Treatment } from '../../kernel/treatment.js';

/** The kinds of records in which facts are recorded; `request` is a statement of the request itself. */
export const sourceTypes = declareEnumeration('FactSourceType', [
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

/** The source of a fact, by which a reader can look it up. `id` is null for a statement of the request itself. */
export interface Source {
  type: SourceType;
  id: string | null;
}

/** The time and the source of a record. `on` is the day from which the age of the fact counts, in the clinic's time zone. */
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

/** The reasons for which the terminology cannot read a recorded item. */
export type UnreadReason =
  /** The vocabulary does not know the word. */
  | 'unknown-words'
  /** The word is close to a known name, which may be meant and is not assumed. */
  | 'misspelt'
  /** The words contradict the list: an operation that is only planned. */
  | 'denied'
  /** The words name something of unknown content: "herbal medicine". */
  | 'unknown-content'
  /** The words name only a kind of thing: "some antibiotic", "an allergy to a medicine". */
  | 'too-wide'
  /** The system does not have the code. */
  | 'unknown-code'
  /** No rule reads the system of the code, and no translation of the code is shipped. */
  | 'unknown-system'
  /** The terminology knows the item, and no rule of the treatment reads it. */
  | 'no-rule'
  /** No rule reads the result. */
  | 'unknown-result'
  /** The product has no list of ingredients. */
  | 'no-ingredients';

/** The unread part of a recorded item, with suggestions. */
export interface UnreadPart {
  reason: UnreadReason;
  /** The unexplained words; empty where a code is unread. */
  words: readonly string[];
  /** Suggested codes, the best first. */
  alternatives: readonly { system: string; code: string; display: string }[];
}

/** The newest answer that is not `unknown`. An unanswered question has no entry. */
export interface Answer extends Recorded {
  value: 'yes' | 'no';
  /** For a no, the newest earlier yes; left out or null where there is none. */
  earlierYes?: Recorded | null;
  /**
   * For a yes, the last day on which it can be valid: for a pregnancy, the day on which the child is expected. After that day the answer is no longer valid.
   */
  endsOn?: Day | null;
}

export type ListName = 'conditions' | 'medications' | 'allergies' | 'procedures';

/** The review of a list with the patient, which found the list complete. */
export type Review = Recorded;

/** A condition by one of its codes; an entry that names several conditions gives several facts. */
export interface ConditionFact extends Recorded {
  /** The code as it was recorded. */
  code: Coding | null;
  text: string | null;
  /** The ICD-10 code by which rules read the condition; null where it could not be read. Facts from before this member existed are read by `code`. */
  icd10?: string | null;
  /** Whether the condition is active. A condition without a stated status is active. */
  active: boolean;
  /**
   * Where the condition was named, if not in an entry of the list: a diagnosis of an assessment, a cause in a trichoanalysis, the reason of a medicine or an
   * operation, or an indication of a plan.
   */
  namedAs?: 'diagnosis' | 'cause' | 'reason' | 'indication';
  /** The later review of the list that no longer named the condition. */
  omittedSince?: Recorded;
  unread?: UnreadPart;
  /** Whether code and words of the entry name different things. Each is a fact, and both count. */
  codeAndWordsDiffer?: boolean;
}

/** A medicine by one of its substances; an entry that names several substances gives several facts. */
export interface MedicationFact extends Recorded {
  name: string;
  /** The code as it was recorded. */
  code?: Coding | null;
  /** The ATC code, at any level; null where there is none, or it could not be read. */
  atc: string | null;
  /** The substance of the vocabulary, where it has no ATC code. */
  substance?: string | null;
  unread?: UnreadPart;
  /** Whether code and words of the entry name different things. Each is a fact, and both count. */
  codeAndWordsDiffer?: boolean;
  inUse: boolean;
  /** The period in which the last day of taking lies; null for a medicine in use without a stated last day. */
  lastTaken: { first: Day | null; last: Day } | null;
  /** For a medicine in use, the last day of the prescribed course. After that day it is no longer in use and was last taken on that day. */
  endsOn?: Day | null;
}

export interface AllergyFact extends Recorded {
  code: Coding | null;
  text: string | null;
  /** Whether the allergy is recorded as ended. It is then a caution, because it is unknown whether anybody tested it. */
  over?: boolean;
}

export interface ProcedureFact extends Recorded {
  /** The kind of operation in the terminology; null where it could not be read. */
  kind: string | null;
  /** The code as it was recorded. */
  code?: Coding | null;
  text: string | null;
  unread?: UnreadPart;
  /** The period in which the day of the operation lies; null where the day was not stated. */
  performed: { first: Day; last: Day } | null;
}

/**
 * The newest final result of an analyte, in the analyte's canonical unit. Where there is none, the newest preliminary result, which can count against a
 * treatment and clears nothing.
 */
export interface LabFact extends Recorded {
  analyte: string;
  code: Coding | null;
  value: number | null;
  /** The comparator of the figure, where the laboratory could not measure the exact value; null otherwise. */
  comparator: '<' | '<=' | '>=' | '>' | null;
  unit: string | null;
  /** The word of a qualitative result: `positive`, `negative`. */
  text: string | null;
  interpretation: 'LL' | 'L' | 'N' | 'H' | 'HH' | null;
  referenceRange: { low: number | null; high: number | null } | null;
  /** Whether the laboratory has not made the report final. */
  preliminary?: true;
  /**
   * Other results of the same instant with different contents, where it is unknown which is right; beside a final result also newer preliminary ones. Each
   * counts, so the most severe decides.
   */
  others?: readonly LabFact[];
}

/** The newest blood pressure, in mm[Hg]. */
export interface BloodPressureFact extends Recorded {
  systolic: number | null;
  diastolic: number | null;
}

/**
 * The fields of a trichoanalysis. For `signs`, each sign of inflammation or scarring is a fact of its own; several signs of one instant do not contradict each
 * other.
 */
export type TrichoanalysisField = 'infection' | 'inflammation' | 'suspiciousLesion' | 'signs';

/** The newest known value of one field in one region of the scalp; several values of the same instant where they differ. */
export interface TrichoanalysisFact extends Recorded {
  region: string;
  field: TrichoanalysisField;
  value: string;
}

/** An adverse event after a session that was not entered in error. */
export interface AdverseEventFact extends Recorded {
  /** The type from the clinic's list: `infection`, `allergic-reaction`, `other`. */
  type: string;
  text: string | null;
  /** The grade by CTCAE, 1 to 5. */
  grade: number;
  serious: boolean;
  /** Whether the adverse event has ended. */
  resolved: boolean;
  /** The day on which the adverse event began. */
  onset: Day;
}

/** An indication of the treatment, by one of the conditions that it names. */
export interface IndicationFact {
  /** The code as it was stated. */
  code: Coding | null;
  text: string | null;
  /** The ICD-10 code by which rules read the indication; null where it is no disease, or could not be read. */
  icd10: string | null;
  unread?: UnreadPart;
  /** The period in which the beginning lies; for a scar, the day on which it was made. Null where it is unknown. */
  since: { first: Day; last: Day } | null;
  /** The period in which the last change lies; null where it is unknown. */
  stableSince: { first: Day; last: Day } | null;
  /** Whether medicines or another therapy were tried; null where it was not stated. */
  therapyTried: 'yes' | 'no' | null;
  /** The instant of the statement, in UTC. */
  recordedAt: string;
  source: Source;
}

/** A result that no rule can read: outside the panel, or in words that the analyte does not have. */
export interface UnreadResultFact extends Recorded {
  code: Coding | null;
  text: string | null;
  value: number | null;
  unit: string | null;
  /** Whether the laboratory marks the result as abnormal, by its own flag or range. */
  abnormal: boolean;
}

/** A dermatologist's decision that an unread item does not matter for a treatment. */
export interface DismissedFact {
  treatment: Treatment;
  /** The id of the item, as `computeUnreadId` calculates it. */
  itemId: string;
  reason: string;
  dismissedBy: string;
  dismissedAt: string;
}

/** A clinic's own meaning of a name. */
export interface OwnNameFact {
  codes: readonly { system: string; code: string }[];
  harmless: boolean;
}

/** All facts that rules may ask about a person. They are plain data and are stored with each check, so that the check can be evaluated again. */
export interface Facts {
  birthDate: PartialDate | null;
  sexAtBirth: 'female' | 'male' | 'intersex' | 'unknown';
  /** The day of death, null where the day is unknown. Left out for a person who is alive. */
  deceased?: { on: PartialDate | null };
  patient: Source;
  /** Signed consultations, the newest first. */
  signedConsultations: Recorded[];
  /** Trichoanalyses of any region, the newest first. */
  trichoanalysesOnFile: Recorded[];
  /** Visual examinations of the scalp, the newest first. */
  examinations: Recorded[];
  screening: Record<string, Answer>;
  pregnancy: Answer | null;
  capacityForPregnancy: Answer | null;
  breastfeeding: Answer | null;
  /** The answer to whether contraception is used. */
  contraception?: Answer | null;
  reviewed: Partial<Record<ListName, Review>>;
  conditions: ConditionFact[];
  medications: MedicationFact[];
  allergies: AllergyFact[];
  procedures: ProcedureFact[];
  bloodPressure: BloodPressureFact | null;
  /** Laboratory results by analyte id. */
  labs: Record<string, LabFact>;
  trichoanalysis: TrichoanalysisFact[];
  /** The substances to be used in the treatment; null where they are unknown. */
  ingredients: string[] | null;
  /** The indications of the treatment; left out where they were not stated, for example before there is a plan. */
  indications?: IndicationFact[];
  /** The names of planned products whose contents are unknown. */
  productsWithoutIngredients?: string[];
  adverseEvents?: AdverseEventFact[];
  unreadResults?: UnreadResultFact[];
  dismissed?: DismissedFact[];
  /** Names of allergies and planned ingredients that the clinic has taught, by the compared form of the name. */
  ownNames?: Record<string, OwnNameFact>;
}

/** The facts about a person of whom nothing is known. */
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
