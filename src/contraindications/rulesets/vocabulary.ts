import { bloodPanel } from '../../terminology/index.js';
import { findConcernsOfIcd10 } from '../../terminology/concerns/index.js';
import { findGroupsOfAtc } from '../../terminology/substances/index.js';
import type { RulesetVocabulary } from '../engine/index.js';

/** The vocabulary that rules may refer to: the analytes of the blood panel, and the codes that the terminology knows. */
export const rulesetVocabulary: RulesetVocabulary = {
  analytes: new Map(bloodPanel.map((analyte) => [analyte.id, analyte.kind === 'quantitative' ? analyte.unit : null])),
  icd10Matches: (prefix) => findConcernsOfIcd10(prefix) !== null,
  atcMatches: (prefix) => findGroupsOfAtc(prefix) !== null,
};
