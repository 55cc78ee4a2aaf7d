/** A synthetic consultation, in the form in which a screen sends it. */
const whole = {
  startedAt: '2026-01-20T10:15:00+05:30',
  reason: 'Hair thinning at the crown for two years',
  medicalHistory: {
    screening: {
      diabetes: 'no',
      'bleeding-disorder': 'no',
      'active-infection': 'no',
      'autoimmune-disorder': 'no',
      hypertension: 'no',
      'heart-condition': 'no',
      'keloid-tendency': 'no',
      epilepsy: 'no',
      cancer: 'no',
      'liver-disease': 'no',
      'kidney-disease': 'no',
      immunodeficiency: 'no',
      'cold-sores': 'no',
      'fainting-at-injections': 'no',
      'previous-reaction-to-local-anaesthetic': 'no',
      'previous-reaction-to-tattoo-pigment': 'no',
      'recent-sunburn-or-wound-on-site': 'no',
    },
    reviewed: ['conditions', 'medications', 'allergies', 'procedures'],
    conditions: [
      {
        code: {
          system: 'icd-10',
          code: 'L64.9',
          display: 'Androgenic alopecia, unspecified',
        },
        clinicalStatus: 'active',
      },
    ],
    medications: [],
    allergies: [],
    pregnancy: {
      status: 'no',
      assessedOn: '2026-01-20',
    },
    breastfeeding: 'no',
    procedures: [],
    familyHistory: [],
    habits: {
      smoking: 'never',
    },
    capacityForPregnancy: 'yes',
  },
  vitalSigns: {
    measuredAt: '2026-01-20T10:20:00+05:30',
    bloodPressure: {
      systolic: 118,
      diastolic: 76,
    },
    bodyWeight: {
      value: 61,
      unit: 'kg',
    },
    heartRate: 72,
  },
  bloodTests: [
    {
      collectedAt: '2026-01-12T08:00:00+05:30',
      laboratory: 'City Laboratory',
      fasting: 'yes',
      results: [
        {
          code: {
            system: 'loinc',
            code: '718-7',
          },
          value: 13.1,
          unit: 'g/dL',
        },
        {
          code: {
            system: 'loinc',
            code: '777-3',
          },
          value: 248,
          unit: '10*3/uL',
        },
        {
          code: {
            system: 'loinc',
            code: '6690-2',
          },
          value: 6.4,
          unit: '10*3/uL',
        },
        {
          code: {
            system: 'loinc',
            code: '751-8',
          },
          value: 3.6,
          unit: '10*3/uL',
        },
        {
          code: {
            system: 'loinc',
            code: '1558-6',
          },
          value: 88,
          unit: 'mg/dL',
        },
        {
          code: {
            system: 'loinc',
            code: '4548-4',
          },
          value: 5.2,
          unit: '%',
        },
        {
          code: {
            system: 'loinc',
            code: '6301-6',
          },
          value: 1.0,
          unit: '{INR}',
        },
        {
          code: {
            system: 'loinc',
            code: '14979-9',
          },
          value: 30,
          unit: 's',
        },
        {
          code: {
            system: 'loinc',
            code: '3016-3',
          },
          value: 2.1,
          unit: 'm[IU]/L',
        },
        {
          code: {
            system: 'loinc',
            code: '2276-4',
          },
          value: 48,
          unit: 'ng/mL',
        },
        {
          code: {
            system: 'loinc',
            code: '1988-5',
          },
          value: 2,
          unit: 'mg/L',
        },
        {
          code: {
            system: 'loinc',
            code: '1742-6',
          },
          value: 21,
          unit: 'U/L',
        },
        {
          code: {
            system: 'loinc',
            code: '98979-8',
          },
          value: 104,
          unit: 'mL/min/{1.73_m2}',
        },
      ],
    },
  ],
  trichoanalyses: [
    {
      performedAt: '2026-01-20T10:25:00+05:30',
      region: 'vertex',
      magnification: 70,
      fieldOfView: {
        value: 1.0,
        unit: 'cm2',
      },
      scalpCondition: ['normal'],
      possibleCauses: [
        {
          system: 'icd-10',
          code: 'L64.9',
        },
      ],
      infection: 'none',
      inflammation: 'none',
      buildUp: {
        kinds: ['sebum'],
        grade: 1,
      },
      hairDensity: {
        value: 132,
        unit: '/cm2',
      },
      hairCount: 132,
      growthPhase: {
        anagen: 78,
        catagen: 2,
        telogen: 20,
      },
      hairType: {
        shape: 'wavy',
        thickness: 'fine',
      },
      microscopicDandruff: 1,
      hairDiameter: {
        value: 52,
        unit: 'um',
      },
    },
  ],
  assessment: {
    diagnoses: [
      {
        code: {
          system: 'icd-10',
          code: 'L64.9',
        },
        clinicalStatus: 'active',
      },
    ],
    note: 'Female pattern, Ludwig I',
  },
  recommendation: {
    treatment: 'mesotherapy',
    note: 'A cycle of eight sessions, after the contraindication check.',
  },
};

const bloodTest = {
  collectedAt: '2026-01-12T08:00:00+05:30',
  laboratory: 'City Laboratory',
  fasting: 'yes',
  results: [
    {
      code: {
        system: 'loinc',
        code: '718-7',
      },
      value: 11.2,
      unit: 'g/dL',
      referenceRange: {
        low: 12,
        high: 15.5,
      },
    },
    {
      code: {
        system: 'loinc',
        code: '777-3',
      },
      value: 2.5,
      unit: '10*5/uL',
    },
    {
      code: {
        system: 'loinc',
        code: '5196-1',
      },
      text: 'negative',
    },
  ],
};

const correctedReport = {
  collectedAt: '2026-01-12T08:00:00+05:30',
  laboratory: 'City Laboratory',
  reportNumber: 'R-2026-004711',
  status: 'corrected',
  results: [{ code: { system: 'loinc', code: '718-7' }, value: 11.8, unit: 'g/dL', referenceRange: { low: 12, high: 15.5 } }],
};

export const consultationExamples = {
  whole,
  stub: { startedAt: '2026-01-20T10:15:00+05:30', reason: 'Hair thinning at the crown for two years' },
  bloodTest,
  correctedReport,
  trichoanalysis: whole.trichoanalyses[0],
};
