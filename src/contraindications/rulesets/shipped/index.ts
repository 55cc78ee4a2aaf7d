import type { Ruleset } from '../../engine/index.js';
import { mesotherapyRuleset } from './mesotherapy.js';
import { scalpMicropigmentationRuleset } from './scalp-micropigmentation.js';

export { choose, rulesetChoices } from './choices.js';
export { shippedRevisions, type ShippedRevision } from './revisions.js';
export { findShippedWords } from './words.js';

/** The rulesets of a new clinic, one for each treatment. */
export const shippedRulesets: readonly Ruleset[] = [mesotherapyRuleset, scalpMicropigmentationRuleset];
