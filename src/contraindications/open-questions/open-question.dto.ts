import { Day, Identifier, Instant, OneOf, Optional, SomeOf, Text, Whole, AnyOf } from '../../platform/http/index.js';
import { missingReasons, outcomes, type MissingReason, type Outcome } from '../engine/index.js';
import { RulesetReference } from '../checks/check.dto.js';
import { languages, type Language } from '../../kernel/language.js';
import { answeringMethods, answerTypes, type AnswerType } from '../facts-catalogue/catalogue.js';
import { FactCode, LanguageQuery } from '../facts-catalogue/fact.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** Which treatment the questions are for. */
export class OpenQuestionsQuery extends LanguageQuery {
  /**
   * The treatment.
   * @example mesotherapy
   */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The day on which it is to be given, in the clinic's time zone: answers must be young enough on that day.
   * @example 2026-12-01
   */
  @Day() plannedOn: string;

  /**
   * What is to be used, by name, anaesthetic and pigment included. Left out, nothing is known of it.
   * @example ["minoxidil", "lidocaine"]
   */
  @Optional() @SomeOf(Text({ max: 200 })) ingredients?: string[];
}

/** A member of the same body that goes with the answer. */
export class AccompanyingMember {
  /**
   * Where in the body (RFC 6901; `-` is a new element of a list: that to which the answer belongs, when it begins alike).
   * @example /medicalHistory/reviewed/-
   */
  pointer: string;

  /** What stands there. */
  @AnyOf('text', 'number', 'boolean', 'object') value: unknown;
}

/** One way to record an answer. Answers with the same method and path belong in one body. */
export class AnswerRequest {
  /** The fact that is recorded so: the question's own, or one of its alternatives. */
  fact: string;

  /** The method; `GET` is this very question, asked again with what is planned. */
  @OneOf(answeringMethods) method: (typeof answeringMethods)[number];

  /**
   * The path. `{consultationId}` stands for the consultation in which the other answers are recorded.
   * @example /v1/patients/0190a000-0000-7000-8000-000000000001/consultations
   */
  path: string;

  /**
   * Where in the body the answer stands (RFC 6901; `-` is a new element of a list, the empty pointer the whole body). Null where the call itself is the answer.
   * @example /medicalHistory/screening/diabetes
   */
  pointer: string | null;

  /** What the same body must say besides. */
  along: AccompanyingMember[];

  /**
   * Where in the same body stands what nobody but whoever asks knows: when it was, and where on the scalp (RFC 6901). Answers about one examination
   * may share its element.
   * @example ["/startedAt"]
   */
  required: string[];

  /** The version to send in `If-Match`. Null where none is needed, or where it is that of a resource to be read first. */
  @Whole() ifMatch: number | null;
}

/** A rule that cannot be read to its end without the answer. */
export class WaitingRule {
  /**
   * The rule.
   * @example mesotherapy.diabetes
   */
  ruleId: string;

  /** What it is about, in the language of the answer. */
  title: string;
}

/** The most severe that an answer can bring about. */
export class OutcomeIfUnanswered {
  /** The outcome of some rule; `clear` where an answer can only clear. */
  @OneOf(outcomes) outcome: Outcome;

  /** Whether a dermatologist could decide otherwise. */
  overridable: boolean;
}

/** One open question. */
export class QuestionToAsk {
  /**
   * The fact that is asked for, as the catalogue `/v1/contraindication-facts` or a finding's `missing` names it.
   * @example screening.diabetes
   */
  fact: string;

  /** Other facts, any of which would do as well. */
  alternatives: string[];

  /** What it is about, where it is a detail of something recorded: the medicine whose last day is not known, the operation. */
  about: string | null;

  /**
   * What to ask, in the language of the answer.
   * @example Does the patient have diabetes?
   */
  ask: string;

  /**
   * Why it is asked: nobody answered; the answer is too old on the planned day; it leaves open what a rule asks; or it is a laboratory's result that is not final.
   */
  @OneOf(missingReasons) reason: MissingReason;

  /** The day of the answer that has become too old, or of the sample whose result is preliminary. */
  answeredOn: string | null;

  /** How many days before the planned day an answer may be recorded, at the strictest; null when its age does not matter. */
  @Whole() maxAgeDays: number | null;

  /** What a form shows to have it answered. */
  @OneOf(answerTypes) answerType: AnswerType;

  /** The words to choose from; null where the answer is no choice. */
  choices: string[] | null;

  /**
   * The unit of the answer, in UCUM; null for what has none.
   * @example %
   */
  unit: string | null;

  /** Further units that are usual. */
  otherUnits: string[];

  /** The codes under which the answer is recorded. */
  codes: FactCode[];

  /** Where to write the answer: one way for each fact that would answer it. */
  write: AnswerRequest[];

  /** The rules that wait for it. */
  waiting: WaitingRule[];

  /** The most severe that an answer can bring about: the questions stand in this order. */
  worst: OutcomeIfUnanswered;
}

/** What still has to be asked before a treatment. */
export class OpenQuestionsResponse {
  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The day on which it is planned. */
  @Day() plannedOn: string;

  /** What is to be used; null when nothing was said of it. */
  ingredients: string[] | null;

  /** What a check would say now. When it is `contraindicated`, no answer makes it milder. */
  @OneOf(outcomes) outcome: Outcome;

  /** The open questions, those first whose answers can decide soonest. None when, and only when, no rule needs data. */
  questions: QuestionToAsk[];

  /** The rules that were asked. */
  ruleset: RulesetReference;

  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /** When it was asked, in UTC. */
  @Instant() evaluatedAt: string;
}
