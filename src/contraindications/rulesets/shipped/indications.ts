/** Rules about what a micropigmentation is for: a scar that no longer changes, a disease that is quiet and was treated first. */
import { literature, statements } from './citations.js';
import type { ShippedRule } from './words.js';

/** What scars the scalp or makes hair fall in patches, and may come back. */
const mayComeBack = ['alopecia-areata', 'scarring-alopecia'];

export const indicationRules: readonly ShippedRule[] = [
  {
    id: 'smp.scar-to-cover',
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
    origin: 'seed',
    citation: statements('S1-11', 'S3-16', 'S3-20'),
    severity: 'caution',
    any: [{ plannedFor: mayComeBack, therapyTried: 'no' }],
    needsData: [],
    overridable: true,
  },
];
