import type { ConditionConcern } from '../condition-concerns.js';

/**
 * A category of ICD-10, or a finer code whose concerns differ from those of its category: its title in our own short words, and what it
 * can mean for a treatment (nothing: it concerns none).
 */
export type ConditionLine = readonly [code: string, title: string, ...concerns: ConditionConcern[]];
