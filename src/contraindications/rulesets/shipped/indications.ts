/** Rules about the indications of micropigmentation: a scar must no longer change, and a disease must be inactive and treated first. */
import type { Rule } from '../../engine/index.js';
import { literature, statements } from './citations.js';

/** Diseases that scar the scalp or cause patchy hair loss, and may recur. */
const mayComeBack = ['alopecia-areata', 'scarring-alopecia'];

export const indicationRules: readonly Rule[] = [
  {
    id: 'smp.scar-to-cover',
    title: 'The scar to be covered is younger than 12 months',
    plainWords: 'A scar needs about a year until it no longer changes; only then does pigment stay as it was placed.',
    origin: 'literature',
    citation: literature,
    citations: [statements('S1-17', 'S2-08', 'S3-15', 'C08')],
    severity: 'caution',
    any: [{ plannedFor: ['scar'], beganWithinDays: 365 }],
    needsData: [],
    overridable: true,
  },
  {
    id: 'smp.disease-to-cover',
    title: 'The hair loss to be covered has been stable for less than 6 months',
    plainWords:
      'While such a hair loss still moves, pigment soon stands in the wrong place, and needles can make it worse. It is to be quiet for half a year first.',
    origin: 'literature',
    citation: literature,
    citations: [statements('S3-16', 'S3-17', 'C08')],
    severity: 'caution',
    any: [{ plannedFor: mayComeBack, stableWithinDays: 182 }],
    needsData: [],
    overridable: true,
    setting: 'for how many months it is to be stable: C08 leaves 6 to 12 open',
  },
  {
    id: 'smp.therapy-before-cover',
    title: 'No therapy was tried of the hair loss to be covered',
    plainWords: 'Medicines are tried first: hair may grow again. Pigment is for what they do not bring back.',
    origin: 'seed',
    citation: statements('S1-11', 'S3-16', 'S3-20'),
    severity: 'caution',
    any: [{ plannedFor: mayComeBack, therapyTried: 'no' }],
    needsData: [],
    overridable: true,
  },
];
