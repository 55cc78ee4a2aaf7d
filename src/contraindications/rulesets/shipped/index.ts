import type { Ruleset } from '../../engine/index.js';
import { mesotherapyRuleset } from './mesotherapy.js';
import { scalpMicropigmentationRuleset } from './scalp-micropigmentation.js';

export { choose, rulesetChoices } from './choices.js';
export { shippedRevisions, type ShippedRevision } from './revisions.js';
export { shippedWords } from './words.js';

/** The rulesets that a new clinic starts with, one a treatment. */
export const shippedRulesets: readonly Ruleset[] = [mesotherapyRuleset, scalpMicropigmentationRuleset];
