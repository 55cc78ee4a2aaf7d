/** The ids are placeholders: a plan refers to a consultation and a check of its own patient. */
export const treatmentExamples = {
  plan: {
    treatment: 'mesotherapy',
    consultationId: '01936f00-0000-7000-8000-000000000001',
    contraindicationCheckId: '01936f00-0000-7000-8000-000000000002',
    indication: 'Androgenetic alopecia, visible thinning at the crown',
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
  micropigmentationRecord: {
    micropigmentation: { needlesPerCartridge: 3, depthMm: 0.8, dotDiameterMm: 0.6, passes: 2, shades: ['light brown'], hairTrimmed: 'yes' },
    zones: ['vertex'],
  },
};
