/** The words outside the language of rules that rules refer to. */
export interface RulesetVocabulary {
  /** The canonical unit by analyte id; null for an analyte whose values are words. */
  analytes: ReadonlyMap<string, string | null>;
  /** Whether any ICD-10 code begins with the prefix. Where left out, every prefix is accepted. */
  icd10Matches?: (prefix: string) => boolean;
  /** Whether any ATC code begins with the prefix. Where left out, every prefix is accepted. */
  atcMatches?: (prefix: string) => boolean;
}
