/** Rules about the indications of micropigmentation: a scar must no longer change, and a disease must be inactive and treated first. */
import { literature, citeStatements } from './citations.js';
import type { ShippedRule } from './words.js';

/** Diseases that scar the scalp or cause patchy hair loss, and may recur. */
const mayComeBack = ['alopecia-areata', 'scarring-alopecia'];

export const indicationRules: readonly ShippedRule[] = [
  {
    id: 'smp.scar-to-cover',
    origin: 'literature',
    citation: literature,
    citations: [citeStatements('S1-17', 'S2-08', 'S3-15', 'C08')],
    severity: 'caution',
    any: [{ plannedFor: ['scar'], beganWithinDays: 365 }],
    needsData: [],
    overridable: true,
  },
  {
    id: 'smp.disease-to-cover',
    origin: 'literature',
    citation: literature,
    citations: [citeStatements('S3-16', 'S3-17', 'C08')],
    severity: 'caution',
    any: [{ plannedFor: mayComeBack, stableWithinDays: 182 }],
    needsData: [],
    overridable: true,
    setting: 'for how many months it is to be stable: C08 leaves 6 to 12 open',
  },
  {
    id: 'smp.therapy-before-cover',
    origin: 'seed',
    citation: citeStatements('S1-11', 'S3-16', 'S3-20'),
    severity: 'caution',
    any: [{ plannedFor: mayComeBack, therapyTried: 'no' }],
    needsData: [],
    overridable: true,
  },
];
