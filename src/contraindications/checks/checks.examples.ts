/** A consultation with every fact that mesotherapy asks for, in the form in which a front end sends it. */
const consultation = {
  startedAt: '2026-01-20T10:15:00+05:30',
  reason: 'Thinning at the crown',
  medicalHistory: {
    screening: { diabetes: 'no', 'bleeding-disorder': 'no', 'active-infection': 'no', hypertension: 'no', 'keloid-tendency': 'no' },
    reviewed: ['conditions', 'medications', 'allergies', 'procedures'],
    conditions: [{ code: { system: 'icd-10', code: 'L64.9', display: 'Androgenic alopecia, unspecified' }, clinicalStatus: 'active' }],
    medications: [{ name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'stopped', lastTakenOn: '2026-01-14' }],
    allergies: [{ substance: { text: 'lidocaine' }, criticality: 'high', reaction: 'urticaria' }],
    pregnancy: { status: 'no', assessedOn: '2026-01-20' },
    breastfeeding: 'no',
    procedures: [],
  },
  bloodTests: [
    {
      collectedAt: '2026-01-12T08:00:00+05:30',
      laboratory: 'City Laboratory',
      results: [{ code: { system: 'loinc', code: '4548-4' }, value: 5.2, unit: '%' }],
    },
  ],
};

export const checkExamples = {
  mesotherapy: { treatment: 'mesotherapy', plannedOn: '2026-12-01', ingredients: ['minoxidil', 'lidocaine'] },
  pigmentation: { treatment: 'scalp-micropigmentation', plannedOn: '2026-12-01' },
  override: { ruleId: 'mesotherapy.hypertension', reason: 'Well controlled for two years; the cardiologist agrees in writing.' },
  overrideWithConditions: {
    ruleId: 'mesotherapy.hypertension',
    reason: 'Long known, and treated.',
    conditions: ['Blood pressure below 150/95 on the day'],
  },
  overrideWeighed: {
    ruleId: 'mesotherapy.hypertension',
    reason: 'Well controlled for two years; the cardiologist agrees in writing.',
    weighed: 'A small risk of bleeding against the distress of waiting another year.',
    discussedWithPatient: 'yes',
  },
  evaluate: {
    treatment: 'scalp-micropigmentation',
    plannedOn: '2026-01-23',
    ingredients: ['iron-oxide-pigment', 'lidocaine'],
    patient: { birthDate: '1991-04-03', sexAtBirth: 'female' },
    consultations: [{ ...consultation, signed: true }],
  },
  unknown: { treatment: 'mesotherapy', plannedOn: '2026-12-01', patient: { sexAtBirth: 'unknown' }, consultations: [] },
  contradiction: {
    treatment: 'mesotherapy',
    plannedOn: '2026-01-23',
    patient: { birthDate: '1991', sexAtBirth: 'male' },
    consultations: [
      {
        startedAt: '2026-01-20T10:15:00+05:30',
        medicalHistory: { screening: { diabetes: 'no' } },
        bloodTests: [{ collectedAt: '2026-01-12T08:00:00+05:30', results: [{ code: { system: 'loinc', code: '4548-4' }, value: 8, unit: '%' }] }],
      },
    ],
  },
};
