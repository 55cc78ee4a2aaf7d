import type { ConditionConcern } from '../condition-concerns.js';

/**
 * A line of the table: a category of ICD-10, or a finer code whose concerns differ from those of its category; our own short title; and the concerns, of which
 * there may be none.
 */
export type ConditionLine = readonly [code: string, title: string, ...concerns: ConditionConcern[]];
