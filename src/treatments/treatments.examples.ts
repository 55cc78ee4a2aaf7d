/** Example bodies of plans and sessions. The ids are placeholders: a plan refers to a consultation and a check of its own patient. */
export const treatmentExamples = {
  plan: {
    treatment: 'mesotherapy',
    consultationId: '01936f00-0000-7000-8000-000000000001',
    contraindicationCheckId: '01936f00-0000-7000-8000-000000000002',
    indication: 'Androgenetic alopecia, thinning at the crown',
    indications: ['androgenetic-alopecia'],
    expectations: {
      results: 'Less shedding after three sessions, denser look at the crown after six',
      limits: 'It does not bring back hair where follicles are gone; the effect fades without maintenance',
    },
    areas: [{ zone: 'vertex', size: { value: 60, unit: 'cm2' } }],
    protocol: { technique: 'injection' },
    series: { sessions: 8, intervalDays: 14, startOn: '2099-01-05' },
  },
  series: {
    treatment: 'mesotherapy',
    consultationId: '01936f00-0000-7000-8000-000000000001',
    contraindicationCheckId: '01936f00-0000-7000-8000-000000000002',
    startOn: '2099-01-05',
    areas: [{ zone: 'vertex', size: { value: 60, unit: 'cm2' } }],
  },
  mesotherapyRecord: {
    mesotherapy: { technique: 'injection', depthMm: 2, angleDegrees: 45, needleGauge: 30, volumePerShotMl: 0.05, shots: 80, substances: ['biotin'] },
    zones: ['vertex'],
    note: 'Well tolerated',
  },
  wholeMesotherapyRecord: {
    mesotherapy: {
      technique: 'injection',
      depthMm: 2,
      angleDegrees: 45,
      needleGauge: 30,
      needleLengthMm: 4,
      volumePerShotMl: 0.05,
      shots: 80,
      substances: ['biotin'],
    },
    zones: ['vertex', 'mid-scalp'],
    anaesthetic: [{ substance: 'lidocaine', form: 'gel', milligrams: 50, concentrationPercent: 5, volumeMl: 1, givenAt: '2026-01-20T10:05:00+05:30' }],
    sharps: { opened: 2, disposed: 2 },
    vitalSigns: { measuredAt: '2026-01-20T10:00:00+05:30', bloodPressure: { systolic: 118, diastolic: 76 }, bodyWeight: { value: 61, unit: 'kg' } },
    note: 'Well tolerated',
  },
  adverseEvent: {
    type: 'swelling',
    grade: 1,
    relation: 'probable',
    onsetAt: '2026-01-20T12:00:00+05:30',
    zones: ['vertex'],
    action: 'observed',
    outcome: 'recovering',
  },
  micropigmentationRecord: {
    micropigmentation: { needlesPerCartridge: 3, depthMm: 0.8, dotDiameterMm: 0.6, passes: 2, shades: ['light brown'], hairTrimmed: 'yes' },
    zones: ['vertex'],
  },
};
