import { outcomes, type Outcome } from '../engine/index.js';
import { Identifier, OneOf } from '../../platform/http/index.js';
import { sectionKinds, type SectionKind } from '../explanation/explain.js';
import { languages, type Language } from '../../kernel/language.js';

/** One statement of an explanation. */
export class CheckExplanationItem {
  /** The rule that the statement is about; null where the statement is not about a single rule. */
  ruleId: string | null;

  /** The subject of the statement; null where the paragraphs need no title. */
  title: string | null;

  /** The text of the statement, by paragraph. */
  paragraphs: string[];
}

/** A section of an explanation. */
export class CheckExplanationSection {
  /**
   * The kind of the section. The kinds are: findings against the treatment, missing data, cautions, decisions of a dermatologist, contradictions, notes, unread
   * items, next steps, when to check again, and clear findings.
   */
  @OneOf(sectionKinds) kind: SectionKind;

  /** The heading of the section. */
  heading: string;

  /** The statements of the section. */
  items: CheckExplanationItem[];
}

/** A check in plain words. */
export class CheckExplanationResponse {
  /** The id of the check. */
  @Identifier() checkId: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /**
   * The title of the explanation.
   * @example Contraindication check
   */
  title: string;

  /**
   * The treatment and the planned day.
   * @example Mesotherapy on 1 December 2026
   */
  subtitle: string;

  /** The outcome of the check, with each overridden finding counted as `caution`. */
  @OneOf(outcomes) outcome: Outcome;

  /**
   * The outcome in one or two words.
   * @example Contraindicated
   */
  outcomeLabel: string;

  /** The outcome in one or two sentences. */
  summary: string;

  /** The sections of the explanation. Sections without content are left out. */
  sections: CheckExplanationSection[];

  /** The whole explanation as plain text. */
  text: string;
}
