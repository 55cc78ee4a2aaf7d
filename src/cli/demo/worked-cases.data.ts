import { consultationExamples } from '../../consultations/index.js';

/** The healthy person's data are those of the consultation in the API document. */
const { medicalHistory, vitalSigns: measured, bloodTests, trichoanalyses, assessment } = consultationExamples.whole;
const { capacityForPregnancy: _, ...history } = medicalHistory;
const { heartRate: __, ...vitalSigns } = measured;

/** Twenty variations of one healthy, synthetic person, each with its expected outcome. `about` explains the notation of the dates. */
export const data = {
  about: {
    dates:
      "D is today in the clinic's time zone, D-7 seven days ago, T the present instant, T-8 eight days before it, Y-35 the birth date of a person who turned 35 sixty days ago",
    change:
      'labs replaces the result of the same analyte in the baseline (59261-8 replaces 4548-4); addConditions appends; screening, reviewed, pregnancy, breastfeeding, medications, allergies replace in medicalHistory (null leaves the field out); trichoanalysis merges into the first trichoanalysis; patient merges into the patient; sign false leaves the consultation in draft; bloodTestsCollectedAt replaces collectedAt',
    expect:
      'findings named here must have this outcome; others follow from the overall outcome. An informational finding reads clear. earliestClearOn is the first day on which the check would be clear if nothing else changed',
  },
  baseline: {
    patient: {
      names: [
        {
          given: ['Asha'],
          family: 'Rao',
          text: 'Asha Rao',
        },
      ],
      sexAtBirth: 'female',
      birthDate: 'Y-35',
    },
    consultation: {
      startedAt: 'T',
      reason: 'Thinning at the crown',
      medicalHistory: { ...history, pregnancy: { status: 'no', assessedOn: 'D' } },
      vitalSigns: { ...vitalSigns, measuredAt: 'T' },
      bloodTests: bloodTests.map((test) => ({ ...test, collectedAt: 'T-8' })),
      trichoanalyses: trichoanalyses.map((trichoanalysis) => ({ ...trichoanalysis, performedAt: 'T' })),
      assessment,
      sign: true,
    },
  },
  cases: [
    {
      id: '01',
      title: 'Healthy, androgenetic alopecia',
      change: {},
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {},
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {},
          },
        },
      ],
    },
    {
      id: '02',
      title: 'Bleeding disorder never asked, conditions not reviewed',
      change: {
        reviewed: ['medications', 'allergies', 'procedures'],
        screening: {
          'bleeding-disorder': 'unknown',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'needs-data',
            findings: {
              'mesotherapy.bleeding-disorder': 'needs-data',
              'mesotherapy.diabetes': 'clear',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'needs-data',
            findings: {
              'smp.medicines-declared': 'needs-data',
              'smp.bleeding-disorder': 'needs-data',
            },
          },
        },
      ],
    },
    {
      id: '03',
      title: 'Type 2 diabetes',
      change: {
        labs: [
          {
            code: {
              system: 'loinc',
              code: '4548-4',
            },
            value: 7.2,
            unit: '%',
          },
          {
            code: {
              system: 'loinc',
              code: '1558-6',
            },
            value: 141,
            unit: 'mg/dL',
          },
        ],
        addConditions: [
          {
            code: {
              system: 'icd-10',
              code: 'E11.9',
            },
            clinicalStatus: 'active',
          },
        ],
        screening: {
          diabetes: 'yes',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.diabetes': 'contraindicated',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {},
          },
        },
      ],
    },
    {
      id: '04',
      title: 'Says no diabetes, the laboratory says otherwise (48 mmol/mol is 6.54 %)',
      change: {
        labs: [
          {
            code: {
              system: 'loinc',
              code: '59261-8',
            },
            value: 48,
            unit: 'mmol/mol',
          },
        ],
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.diabetes': 'contraindicated',
            },
            contradiction: 'diabetes',
          },
        },
      ],
    },
    {
      id: '05',
      title: 'Lupus: one treatment ruled out, an indication for the other',
      change: {
        addConditions: [
          {
            code: {
              system: 'icd-10',
              code: 'M32.9',
              display: 'Systemic lupus erythematosus',
            },
            clinicalStatus: 'active',
          },
        ],
        screening: {
          'autoimmune-disorder': 'yes',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.autoimmune': 'contraindicated',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {
              'smp.systemic-disease': 'clear',
            },
          },
        },
      ],
    },
    {
      id: '06',
      title: 'Aspirin 9 days before',
      change: {
        medications: [
          {
            name: 'Aspirin 75 mg',
            code: {
              system: 'atc',
              code: 'B01AC06',
            },
            status: 'stopped',
            lastTakenOn: 'D-7',
          },
        ],
      },
      checks: [
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'smp.washout': 'contraindicated',
            },
            reconsiderOn: {
              'smp.washout': 'D+3',
            },
            earliestClearOn: 'D+8',
          },
        },
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {
              'mesotherapy.anticoagulant': 'clear',
            },
          },
        },
      ],
    },
    {
      id: '07',
      title: 'Aspirin 10 days before',
      change: {
        medications: [
          {
            name: 'Aspirin 75 mg',
            code: {
              system: 'atc',
              code: 'B01AC06',
            },
            status: 'stopped',
            lastTakenOn: 'D-8',
          },
        ],
      },
      checks: [
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'caution',
            findings: {
              'smp.washout': 'caution',
            },
          },
        },
      ],
    },
    {
      id: '08',
      title: 'Aspirin 15 days before',
      change: {
        medications: [
          {
            name: 'Aspirin 75 mg',
            code: {
              system: 'atc',
              code: 'B01AC06',
            },
            status: 'stopped',
            lastTakenOn: 'D-13',
          },
        ],
      },
      checks: [
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {
              'smp.washout': 'clear',
            },
          },
        },
      ],
    },
    {
      id: '09',
      title: 'Aspirin still taken',
      change: {
        medications: [
          {
            name: 'Aspirin 75 mg',
            code: {
              system: 'atc',
              code: 'B01AC06',
            },
            status: 'active',
            lastTakenOn: null,
          },
        ],
      },
      checks: [
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'smp.washout': 'contraindicated',
            },
          },
        },
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'caution',
            findings: {
              'mesotherapy.anticoagulant': 'caution',
            },
          },
        },
      ],
    },
    {
      id: '10',
      title: 'Pregnancy unknown',
      change: {
        pregnancy: {
          status: 'unknown',
          assessedOn: 'D',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'needs-data',
            findings: {
              'mesotherapy.pregnancy': 'needs-data',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'needs-data',
            findings: {
              'smp.pregnancy-breastfeeding': 'needs-data',
            },
          },
        },
      ],
    },
    {
      id: '11',
      title: 'Pregnant',
      change: {
        pregnancy: {
          status: 'yes',
          assessedOn: 'D',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.pregnancy': 'contraindicated',
            },
            overrideRefused: 'mesotherapy.pregnancy',
          },
        },
      ],
    },
    {
      id: '12',
      title: 'A man who was never asked about pregnancy',
      change: {
        pregnancy: null,
        breastfeeding: null,
        patient: {
          sexAtBirth: 'male',
          names: [
            {
              text: 'Vikram',
            },
          ],
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {
              'mesotherapy.pregnancy': 'clear',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {},
          },
        },
      ],
    },
    {
      id: '13',
      title: 'Platelets 0.95 lakh',
      change: {
        labs: [
          {
            code: {
              system: 'loinc',
              code: '777-3',
            },
            value: 0.95,
            unit: '10*5/uL',
          },
        ],
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.bleeding-disorder': 'contraindicated',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'caution',
            findings: {
              'smp.bleeding-disorder': 'caution',
            },
          },
        },
      ],
    },
    {
      id: '14',
      title: 'Blood tests 100 days old',
      change: {
        bloodTestsCollectedAt: 'T-98',
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'needs-data',
            findings: {
              'mesotherapy.blood-tests': 'needs-data',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {},
          },
        },
      ],
    },
    {
      id: '15',
      title: 'Ringworm of the scalp',
      change: {
        trichoanalysis: {
          infection: 'fungal',
        },
        addConditions: [
          {
            code: {
              system: 'icd-10',
              code: 'B35.0',
              display: 'Tinea barbae and tinea capitis',
            },
            clinicalStatus: 'active',
          },
        ],
        screening: {
          'active-infection': 'yes',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.active-infection': 'contraindicated',
            },
            overrideRefused: 'mesotherapy.active-infection',
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'smp.site-infection': 'contraindicated',
            },
          },
        },
      ],
    },
    {
      id: '16',
      title: 'Treated hypertension, overridden by the dermatologist',
      change: {
        addConditions: [
          {
            code: {
              system: 'icd-10',
              code: 'I10',
            },
            clinicalStatus: 'active',
          },
        ],
        screening: {
          hypertension: 'yes',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.hypertension': 'contraindicated',
            },
            overrideAccepted: 'mesotherapy.hypertension',
            effectiveOutcomeAfter: 'caution',
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {},
          },
        },
      ],
    },
    {
      id: '17',
      title: 'Allergy to lidocaine',
      change: {
        allergies: [
          {
            substance: {
              text: 'lidocaine',
            },
            criticality: 'high',
            reaction: 'urticaria',
          },
        ],
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.ingredient-allergy': 'contraindicated',
            },
          },
          ingredients: ['biotin', 'lidocaine'],
        },
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {
              'mesotherapy.ingredient-allergy': 'clear',
            },
          },
          ingredients: ['biotin'],
        },
      ],
    },
    {
      id: '18',
      title: 'Seventeen years old',
      change: {
        patient: {
          birthDate: 'Y-17',
        },
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'mesotherapy.age': 'contraindicated',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'contraindicated',
            findings: {
              'smp.age': 'contraindicated',
            },
          },
        },
      ],
    },
    {
      id: '19',
      title: 'Nobody signed',
      change: {
        sign: false,
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'needs-data',
            findings: {
              'mesotherapy.consultation': 'needs-data',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'needs-data',
            findings: {
              'smp.consultation': 'needs-data',
            },
          },
        },
      ],
    },
    {
      id: '20',
      title: 'Inflamed scalp, no infection',
      change: {
        trichoanalysis: {
          inflammation: 'moderate',
          scalpCondition: ['erythematous'],
        },
        addConditions: [
          {
            code: {
              system: 'icd-10',
              code: 'L21.0',
            },
            clinicalStatus: 'active',
          },
        ],
      },
      checks: [
        {
          treatment: 'mesotherapy',
          plannedOn: 'D+2',
          expect: {
            outcome: 'caution',
            findings: {
              'mesotherapy.inflammation': 'caution',
              'mesotherapy.active-infection': 'clear',
            },
          },
        },
        {
          treatment: 'scalp-micropigmentation',
          plannedOn: 'D+2',
          expect: {
            outcome: 'clear',
            findings: {},
          },
        },
      ],
    },
  ],
};
