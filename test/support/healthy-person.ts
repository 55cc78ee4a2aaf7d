import type { Answer, Facts, LabFact, Recorded } from '../../src/contraindications/engine/facts.js';
import { screeningQuestions } from '../../src/contraindications/engine/questions.js';

/** A healthy woman about whom everything was asked and measured on one day: where the specifications start from. */
export const today = '2026-11-21';

const recorded: Recorded = { on: today, recordedAt: '2026-11-21T05:30:00.000Z', source: { type: 'consultation', id: 'c1' } };

export const answer = (value: 'yes' | 'no', on = today): Answer => ({ ...recorded, on, value });

export const lab = (analyte: string, value: number, unit: string, on = today): LabFact => ({
  ...recorded,
  on,
  analyte,
  code: null,
  value,
  comparator: null,
  unit,
  text: null,
  interpretation: 'N',
  referenceRange: null,
});

const labs = [
  lab('haemoglobin', 13.1, 'g/dL'),
  lab('platelets', 248, '10*3/uL'),
  lab('leucocytes', 6.4, '10*3/uL'),
  lab('neutrophils', 3.6, '10*3/uL'),
  lab('glucose-fasting', 88, 'mg/dL'),
  lab('hba1c', 5.2, '%'),
  lab('inr', 1, '{INR}'),
  lab('aptt', 30, 's'),
  lab('tsh', 2.1, 'm[IU]/L'),
  lab('ferritin', 48, 'ng/mL'),
  lab('crp', 2, 'mg/L'),
  lab('alt', 21, 'U/L'),
  lab('egfr', 104, 'mL/min/{1.73_m2}'),
];

export const healthy: Facts = {
  birthDate: '1991-04-03',
  sexAtBirth: 'female',
  patient: { type: 'patient', id: 'p1' },
  signedConsultations: [recorded],
  trichoanalysesOnFile: [recorded],
  examinations: [],
  screening: Object.fromEntries(screeningQuestions.map((question) => [question, answer('no')])),
  pregnancy: answer('no'),
  capacityForPregnancy: null,
  breastfeeding: answer('no'),
  reviewed: {
    conditions: { ...recorded },
    medications: { ...recorded },
    allergies: { ...recorded },
    procedures: { ...recorded },
  },
  conditions: [],
  medications: [],
  allergies: [],
  procedures: [],
  bloodPressure: { ...recorded, systolic: 118, diastolic: 76 },
  labs: Object.fromEntries(labs.map((item) => [item.analyte, item])),
  trichoanalysis: [
    { ...recorded, region: 'vertex', field: 'infection', value: 'none' },
    { ...recorded, region: 'vertex', field: 'inflammation', value: 'none' },
  ],
  ingredients: null,
};

export const withCondition = (code: string, active = true, facts: Facts = healthy): Facts => ({
  ...facts,
  conditions: [...facts.conditions, { ...recorded, code: { system: 'icd-10', code }, text: null, active }],
});

export const withMedicine = (atc: string | null, state: { inUse?: boolean; first?: string | null; last?: string }, facts: Facts = healthy): Facts => ({
  ...facts,
  medications: [
    ...facts.medications,
    {
      ...recorded,
      name: atc ?? 'a medicine',
      atc,
      inUse: state.inUse ?? false,
      lastTaken: state.last === undefined ? null : { first: state.first === undefined ? state.last : state.first, last: state.last },
    },
  ],
});

export const withLab = (analyte: string, value: number, on = today, facts: Facts = healthy): Facts => ({
  ...facts,
  labs: { ...facts.labs, [analyte]: { ...lab(analyte, value, facts.labs[analyte]?.unit ?? '1', on) } },
});

export const withAllergy = (text: string, ingredients: string[] | null, facts: Facts = healthy): Facts => ({
  ...facts,
  ingredients,
  allergies: [...facts.allergies, { ...recorded, code: null, text }],
});

export const withProcedure = (kind: string, performed: string | null, facts: Facts = healthy): Facts => ({
  ...facts,
  procedures: [...facts.procedures, { ...recorded, kind, text: kind, performed: performed === null ? null : { first: performed, last: performed } }],
});

export const withBloodPressure = (systolic: number | null, diastolic: number | null, on = today): Facts => ({
  ...healthy,
  bloodPressure: { ...recorded, on, systolic, diastolic },
});

export const withScreening = (question: string, value: 'yes' | 'no' | null, on = today, facts: Facts = healthy): Facts => {
  const { [question]: _gone, ...others } = facts.screening;
  return { ...facts, screening: value === null ? others : { ...others, [question]: answer(value, on) } };
};
