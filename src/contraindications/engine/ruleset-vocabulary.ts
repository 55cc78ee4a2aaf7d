/** What the language's words refer to outside itself. */
export interface RulesetVocabulary {
  /** Canonical unit by analyte id; null for an analyte with words for values. */
  analytes: ReadonlyMap<string, string | null>;
  /** Whether any ICD-10 code begins with this; left out, any may. */
  icd10Matches?: (prefix: string) => boolean;
  /** Whether any ATC code begins with this; left out, any may. */
  atcMatches?: (prefix: string) => boolean;
}
