import { bloodPanel } from '../../terminology/index.js';
import { bareCode, shippedCodes, type CodeListSystem } from '../../terminology/codes/index.js';
import type { RulesetVocabulary } from '../engine/index.js';

/**
 * Whether a shipped code begins with a prefix; or, since the shipped lists do not go into every detail, whether the
 * prefix stands below a shipped heading that is at least so long.
 */
const matches =
  (system: CodeListSystem, heading: number) =>
  (prefix: string): boolean => {
    const wanted = bareCode(prefix);
    return shippedCodes(system).some(({ bare }) => bare.startsWith(wanted) || (bare.length >= heading && wanted.startsWith(bare)));
  };

/** A category such as E11. */
const icd10Category = 3;
/** A chemical group such as B01AC. */
const atcGroup = 5;

/** What rules may refer to: the analytes of the blood panel, and the codes that the product ships. */
export const rulesetVocabulary: RulesetVocabulary = {
  analytes: new Map(bloodPanel.map((analyte) => [analyte.id, analyte.kind === 'quantitative' ? analyte.unit : null])),
  icd10Matches: matches('icd-10', icd10Category),
  atcMatches: matches('atc', atcGroup),
};
