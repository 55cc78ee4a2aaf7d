import type { Day, PartialDate } from '../../kernel/day.js';

/** Where a fact comes from, so that a reader can look it up. `id` is null for what the request itself said. */
export interface Source {
  type: 'patient' | 'consultation' | 'blood-test' | 'trichoanalysis' | 'condition' | 'allergy' | 'medication' | 'procedure' | 'request';
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

/** The newest answer that is not `unknown`. A question that nobody answered has no entry. */
export interface Answer extends Recorded {
  value: 'yes' | 'no';
  /** Of a yes, the last day for which it can hold: of a pregnancy, the day on which the child is expected. After it the answer says nothing more. */
  endsOn?: Day | null;
}

export type ListName = 'conditions' | 'medications' | 'allergies' | 'procedures';

/** A list gone through with the patient and found complete. */
export interface Review extends Recorded {
  /** Entries of that list that carry no usable code: with one of them on it, the list answers for nothing else. */
  uncoded: string[];
}

export interface ConditionFact extends Recorded {
  code: Coding | null;
  text: string | null;
  /** Whether it goes on: a condition whose status nobody stated does. */
  active: boolean;
}

export interface MedicationFact extends Recorded {
  name: string;
  /** The ATC code, at any level. */
  atc: string | null;
  inUse: boolean;
  /** The last day of taking, as far as it is known; null for one in use whose last day nobody stated. */
  lastTaken: { first: Day | null; last: Day } | null;
  /** Of one in use, the last day of the course as prescribed: after it, the medicine is no longer in use and was last taken on that day. */
  endsOn?: Day | null;
}

export interface AllergyFact extends Recorded {
  code: Coding | null;
  text: string | null;
}

export interface ProcedureFact extends Recorded {
  /** A word of `procedures.ts`, or null for one that no rule knows. */
  kind: string | null;
  text: string | null;
  /** The day that it was done, as far as it is known; null when nobody stated it. */
  performed: { first: Day; last: Day } | null;
}

/** The newest result of an analyte, in the analyte's canonical unit. */
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
  /** Other results of the same moment that say something else. Which of them is right nobody knows: each counts, so the graver one decides. */
  others?: readonly LabFact[];
}

/** One newest measurement; mm[Hg]. */
export interface BloodPressureFact extends Recorded {
  systolic: number | null;
  diastolic: number | null;
}

export type TrichoanalysisField = 'infection' | 'inflammation' | 'suspiciousLesion';

/** The newest known value of one field in one region of the scalp; several of one moment, where they differ. */
export interface TrichoanalysisFact extends Recorded {
  region: string;
  field: TrichoanalysisField;
  value: string;
}

/** All that the rules may ask about a person: plain data, kept with each check so that it can be retraced. */
export interface Facts {
  birthDate: PartialDate | null;
  sexAtBirth: 'female' | 'male' | 'intersex' | 'unknown';
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
