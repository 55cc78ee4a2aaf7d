import { outcomes, type Outcome } from '../engine/index.js';
import { Identifier, OneOf } from '../../platform/http/index.js';
import { sectionKinds, type SectionKind } from '../explanation/explain.js';
import { languages, type Language } from '../../kernel/language.js';

/** One thing that an explanation says. */
export class CheckExplanationItem {
  /** The rule that it is about; null where it is about none alone. */
  ruleId: string | null;

  /** What it is about; null where the paragraphs say all. */
  title: string | null;

  /** The text. */
  paragraphs: string[];
}

/** A part of an explanation. */
export class CheckExplanationSection {
  /** What the part is: against the treatment, still to be known, for caution, decided by a dermatologist, contradictory, to bear in mind, not read, to do next, to look at again, clear. */
  @OneOf(sectionKinds) kind: SectionKind;

  /** Its heading. */
  heading: string;

  /** What it says. */
  items: CheckExplanationItem[];
}

/** A check in plain words. */
export class CheckExplanationResponse {
  /** The check. */
  @Identifier() checkId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /**
   * What it is.
   * @example Contraindication check
   */
  title: string;

  /**
   * The treatment and the day.
   * @example Mesotherapy on 1 December 2026
   */
  subtitle: string;

  /** The outcome, with each overridden finding counted as caution. */
  @OneOf(outcomes) outcome: Outcome;

  /**
   * The outcome in a word or two.
   * @example Contraindicated
   */
  outcomeLabel: string;

  /** The outcome in a sentence or two. */
  summary: string;

  /** The parts; those without content are left out. */
  sections: CheckExplanationSection[];

  /** All of it as plain text. */
  text: string;
}
