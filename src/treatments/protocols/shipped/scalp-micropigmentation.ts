import type { ProtocolContent } from '../domain/protocol.js';

/** The shipped protocol of scalp micropigmentation, from the documents; common practice fills what they leave open. */
export const scalpMicropigmentationProtocol: ProtocolContent = {
  title: 'Scalp micropigmentation, as shipped',
  limits: {
    sessions: { low: 3, high: null, usual: 3, unit: 'sittings', source: 'S1-38, C12' },
    intervalDays: { low: 7, high: 28, usual: 14, unit: 'days', source: 'S2-05, practice' },
    sessionMinutes: { low: 180, high: 240, usual: 240, unit: 'min', source: 'S1-27, S3-24' },
    touchUpAfterDays: { low: 28, high: null, usual: 30, unit: 'days', source: 'S1-35, S3-35, C14' },
    fadingReviewDays: { low: null, high: null, usual: 365, unit: 'days', source: 'S1-41, C05' },
    depthMm: { low: 0.3, high: 2, usual: null, unit: 'mm', source: 'S1-28, C10, practice' },
    needlesPerCartridge: { low: 1, high: 3, usual: 3, unit: 'needles', source: 'S1-28, S3-29' },
    dotDiameterMm: { low: 0, high: 1, usual: null, belowHigh: true, unit: 'mm', source: 'S1-18' },
  },
  choices: {
    technique: { values: ['shaved-look', 'density-fill', 'scar-camouflage', 'hairline', 'beard'], source: 'S1-02, S3-39' },
    anaesthetic: { values: ['none', 'gel', 'injection'], source: 'S1-26, S3-28' },
    orderOfShades: { values: ['lighter-first'], source: 'S2-06' },
  },
  steps: [
    { name: 'hair', text: 'The hair is trimmed, unless the patient refuses; then the reason is recorded.', source: 'S1-23, S3-27' },
    { name: 'layer', text: 'Pigment goes into the second layer of the skin, the upper dermis.', source: 'S1-28, S2-04, S3-29, C10' },
    { name: 'dots', text: 'Microdots of less than 1 mm, in an irregular pattern that copies the follicles.', source: 'S1-18, S1-29' },
    { name: 'shades', text: 'Several shades; lighter pigments first, darker ones in the last sitting.', source: 'S1-29, S2-06' },
    { name: 'bandage', text: 'No bandage.', source: 'S1-30' },
    {
      name: 'touch-up',
      text: 'A touch-up is offered a month after the last sitting, and later ones as the pigment fades.',
      source: 'S1-35, S1-41, S3-35, C05',
    },
    { name: 'reversal', text: 'A reversal, a plan of its own, changes the hairline when the patient wants another one.', source: 'S1-43' },
  ],
  formulations: [],
  sessionFactors: null,
};
