import { declareEnumeration } from '../../kernel/enumeration.js';

/** What the review of an emergency access found. */
export const emergencyOutcomes = declareEnumeration('EmergencyAccessOutcome', ['justified', 'unjustified']);
export type EmergencyOutcome = (typeof emergencyOutcomes)[number];
