/** Makes the findings of a visit in the form in which they are sent to the server. Pure except for the random generator that it is given. */
import { consultationExamples } from '../../../consultations/index.js';
import { addDays } from '../../../kernel/day.js';
import type { Random } from './random.js';
import { toInstant, toDay, addMinutes } from './calendar.js';
import type { Cause, Profile } from './people.js';

/** The state of the hair, from visit to visit. */
export interface Hair {
  density: number;
  diameter: number;
  telogen: number;
}

export interface VisitParts {
  /** Whether there is a blood test; the blood is taken three days before the visit. */
  withBloodTest: boolean;
  withTrichoanalysis: boolean;
  reason: string;
  note?: string;
  /** The screening answers that are not "no". */
  screening?: Record<string, string>;
}

const diagnosisOf: Readonly<Record<Cause, { system: string; code: string; display: string }>> = {
  androgenetic: { system: 'icd-10', code: 'L64.9', display: 'Androgenic alopecia, unspecified' },
  effluvium: { system: 'icd-10', code: 'L65.0', display: 'Telogen effluvium' },
  deficiency: { system: 'icd-10', code: 'E61.1', display: 'Iron deficiency' },
};

const { whole } = consultationExamples;
const FERRITIN = '2276-4';
const HAEMOGLOBIN = '718-7';
/** The share by which each result varies at random from one test to the next. */
const WANDERS = 0.04;

const roundLike = (value: number, like: number): number => Number(value.toFixed(Number.isInteger(like) ? 0 : 1));

/** Computes the iron values, which rise over the months of treatment where they were low. */
const computeIron = ({ cause, sex }: Profile, monthsTreated: number): { ferritin: number; haemoglobin: number } => ({
  ferritin: cause === 'deficiency' ? Math.min(60, 16 + monthsTreated * 6) : sex === 'male' ? 110 : 48,
  haemoglobin: (sex === 'male' ? 14.6 : 12.9) - (cause === 'deficiency' ? Math.max(0, 0.6 - monthsTreated * 0.1) : 0),
});

const buildBloodTest = (profile: Profile, collectedAt: Date, monthsTreated: number, random: Random) => {
  const iron = computeIron(profile, monthsTreated);
  const usual = (code: string, value: number): number => (code === FERRITIN ? iron.ferritin : code === HAEMOGLOBIN ? iron.haemoglobin : value);
  return {
    collectedAt: collectedAt.toISOString(),
    laboratory: 'Example Laboratory',
    fasting: 'yes',
    results: whole.bloodTests[0]!.results.map(({ code, value, unit }) => {
      const middle = usual(code.code, value);
      return { code, value: roundLike(middle * (1 + (random.drawFraction() - 0.5) * WANDERS), code.code === HAEMOGLOBIN ? 0.1 : value), unit };
    }),
  };
};

const buildTrichoanalysis = ({ density, diameter, telogen }: Hair, performedAt: Date) => {
  const [hairs, resting] = [Math.round(density), Math.round(telogen)];
  return {
    ...whole.trichoanalyses[0]!,
    performedAt: performedAt.toISOString(),
    hairDensity: { value: hairs, unit: '/cm2' },
    hairCount: hairs,
    hairDiameter: { value: Math.round(diameter), unit: 'um' },
    growthPhase: { anagen: 98 - resting, catagen: 2, telogen: resting },
    hairType: { shape: 'wavy', thickness: diameter < 60 ? 'fine' : 'medium' },
  };
};

const buildHistory = (profile: Profile, now: Date, screening: Record<string, string>) => {
  const { pregnancy, capacityForPregnancy, breastfeeding, ...common } = whole.medicalHistory;
  return {
    ...common,
    screening: { ...common.screening, ...screening },
    conditions: [{ code: diagnosisOf[profile.cause], clinicalStatus: 'active' }],
    ...(profile.sex === 'female' && { capacityForPregnancy, breastfeeding, pregnancy: { ...pregnancy, assessedOn: toDay(now) } }),
  };
};

const stages = { female: ['Ludwig I', 'Ludwig II', 'Ludwig III'], male: ['Norwood–Hamilton III', 'Norwood–Hamilton IV', 'Norwood–Hamilton V'] };

/** Makes the consultation of a patient at an instant. */
export const buildVisit = (profile: Profile, hair: Hair, now: Date, random: Random, parts: VisitParts) => {
  const systolic = 110 + random.drawWhole(18) + (parts.screening?.hypertension === 'yes' ? 12 : 0);
  const months = Math.max(0, (now.getTime() - toInstant(profile.firstVisit, 0).getTime()) / 2_629_800_000);
  return {
    startedAt: now.toISOString(),
    reason: parts.reason,
    medicalHistory: buildHistory(profile, now, parts.screening ?? {}),
    vitalSigns: {
      measuredAt: now.toISOString(),
      bloodPressure: { systolic, diastolic: Math.round(systolic * 0.64) },
      bodyWeight: { value: profile.weight, unit: 'kg' },
      heartRate: 64 + random.drawWhole(18),
    },
    ...(parts.withBloodTest && { bloodTests: [buildBloodTest(profile, toInstant(addDays(toDay(now), -3), 8), months, random)] }),
    ...(parts.withTrichoanalysis && { trichoanalyses: [buildTrichoanalysis(hair, now)] }),
    assessment: { diagnoses: [{ code: diagnosisOf[profile.cause], clinicalStatus: 'active' }], note: parts.note ?? stages[profile.sex][profile.stage - 1]! },
  };
};

/** Computes the state of the hair after one more session. */
export const advanceHair = (hair: Hair, profile: Profile, random: Random): Hair => {
  const gain = 1 + (profile.response + (random.drawFraction() - 0.5) * 1.2) / 100;
  return { density: hair.density * gain, diameter: hair.diameter * (1 + (gain - 1) / 2), telogen: Math.max(9, hair.telogen - profile.response / 4) };
};

/** Computes the end of a session from its beginning. */
export const computeEnd = (treatment: Profile['treatment'], begins: Date, random: Random): Date =>
  addMinutes(begins, treatment === 'mesotherapy' ? 25 + random.drawWhole(20) : 185 + random.drawWhole(45));
