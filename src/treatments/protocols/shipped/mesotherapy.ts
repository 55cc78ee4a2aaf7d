import type { ProtocolContent } from '../domain/protocol.js';

const PRACTICE = 'practice';

/** The shipped protocol of mesotherapy, from the documents; common practice fills what they leave open. */
export const mesotherapyProtocol: ProtocolContent = {
  title: 'Mesotherapy, as shipped',
  limits: {
    sessions: { low: 6, high: 10, usual: null, unit: 'sessions', source: 'S0-35, C13' },
    intervalDays: { low: 7, high: 30, usual: 14, unit: 'days', source: PRACTICE },
    maintenanceDays: { low: 30, high: 90, usual: null, unit: 'days', source: PRACTICE },
    depthMm: { low: 1, high: 4, usual: null, unit: 'mm', source: 'S0-30' },
    needleGauge: { low: 27, high: 32, usual: 30, unit: 'G', source: 'S0-31, practice' },
    needleLengthMm: { low: 4, high: 13, usual: null, unit: 'mm', source: PRACTICE },
    angleDegrees: { low: 30, high: 90, usual: null, unit: '°', source: 'S0-31, practice' },
    volumePerShotMl: { low: 0.02, high: 0.1, usual: 0.05, unit: 'mL', source: 'S0-32, practice' },
    totalVolumeMl: { low: 0, high: 10, usual: null, unit: 'mL', source: PRACTICE },
  },
  choices: {
    technique: { values: ['injection', 'mesogun', 'microneedling'], source: 'S0-29, C16' },
    anaesthetic: { values: ['none', 'gel'], source: 'S0-28' },
  },
  steps: [
    { name: 'layer', text: 'The solution is injected into the mesoderm layer of the skin.', source: 'S0-24' },
    { name: 'shot', text: 'The needle is held at an angle; a quick micro shot gives about a drop.', source: 'S0-31, S0-32' },
    {
      name: 'gun',
      text: 'Shots are given by hand, or with a mechanical gun where many are needed. The limit of depth is the injections’.',
      source: 'S0-29, C16',
    },
    { name: 'anaesthetic', text: 'An anaesthetic gel before it is optional.', source: 'S0-28' },
    { name: 'formulation', text: 'What is injected follows from the cause of the hair loss.', source: 'S0-25, S0-26' },
    { name: 'maintenance', text: 'After the cycle, a maintenance session every 30 to 90 days.', source: PRACTICE },
  ],
  formulations: [
    {
      cause: 'Androgenetic alopecia',
      codes: ['L64'],
      substances: ['minoxidil'],
      source: 'S0-25, S0-27, practice',
    },
    {
      cause: 'Androgenetic alopecia of somebody who cannot become pregnant',
      codes: ['L64'],
      substances: ['finasteride', 'dutasteride'],
      source: 'S0-25, S0-27, practice',
    },
    {
      cause: 'Nutritional deficiency',
      codes: ['E53.8', 'E55.9', 'E61.1'],
      substances: ['vitamins', 'amino acids', 'biotin'],
      source: 'S0-25, S0-26, S0-27, practice',
    },
    {
      cause: 'Telogen effluvium',
      codes: ['L65.0'],
      substances: ['vitamins', 'D-panthenol', 'silicium'],
      source: 'S0-25, S0-26, S0-27, practice',
    },
  ],
  sessionFactors: {
    extent: { one: 50, two: 150, unit: 'cm2', source: 'S0-55, practice' },
    density: { one: 150, two: 100, unit: '/cm2', source: 'S0-55, practice' },
    telogen: { one: 15, two: 20, unit: '%', source: 'S0-55, practice' },
  },
};
