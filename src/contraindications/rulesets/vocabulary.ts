import { bloodPanel } from '../../terminology/index.js';
import type { RulesetVocabulary } from '../engine/index.js';

/** What the language of rules may refer to outside itself. */
export const vocabulary: RulesetVocabulary = {
  analytes: new Map(bloodPanel.map((analyte) => [analyte.id, analyte.kind === 'quantitative' ? analyte.unit : null])),
};
