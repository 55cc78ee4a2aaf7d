import { Day, Identifier, Instant, OneOf, Optional, SomeOf, Text, Whole, AnyOf } from '../../platform/http/index.js';
import { missingReasons, outcomes, type MissingReason, type Outcome } from '../engine/index.js';
import { RulesetReference } from '../checks/check.dto.js';
import { languages, type Language } from '../../kernel/language.js';
import { answeringMethods, answerTypes, type AnswerType } from '../facts-catalogue/catalogue.js';
import { FactCode, LanguageQuery } from '../facts-catalogue/fact.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** The planned treatment that the questions are for. */
export class OpenQuestionsQuery extends LanguageQuery {
  /**
   * The treatment that is planned.
   * @example mesotherapy
   */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The day on which the treatment is planned, in the clinic's time zone. Answers must be recent enough on that day.
   * @example 2026-12-01
   */
  @Day() plannedOn: string;

  /**
   * The substances to be used, by name, anaesthetic and pigment included. Where left out, the ingredients are unknown.
   * @example ["minoxidil", "lidocaine"]
   */
  @Optional() @SomeOf(Text({ max: 200 })) ingredients?: string[];
}

/** A further member that the same body needs beside the answer. */
export class AccompanyingMember {
  /**
   * The place of the member in the body, as a JSON Pointer (RFC 6901). `-` is a new element of a list; where the pointer begins like that of the answer, it is
   * the same new element.
   * @example /medicalHistory/reviewed/-
   */
  pointer: string;

  /** The value of the member. */
  @AnyOf('text', 'number', 'boolean', 'object') value: unknown;
}

/** One way to record an answer. Answers with the same method and path belong in one body. */
export class AnswerRequest {
  /** The fact that is recorded in this way: the fact of the question, or one of its alternatives. */
  fact: string;

  /** The HTTP method. `GET` means that this same question is asked again, with the planned ingredients. */
  @OneOf(answeringMethods) method: (typeof answeringMethods)[number];

  /**
   * The path. `{consultationId}` is the id of the consultation in which the other answers are recorded.
   * @example /v1/patients/0190a000-0000-7000-8000-000000000001/consultations
   */
  path: string;

  /**
   * The place of the answer in the body, as a JSON Pointer (RFC 6901). `-` is a new element of a list; the empty pointer is the whole body. Null where the call
   * itself is the answer.
   * @example /medicalHistory/screening/diabetes
   */
  pointer: string | null;

  /** Further members that the same body needs, with their values. */
  along: AccompanyingMember[];

  /**
   * The places in the same body for values that only the person who asks can know, such as the time and the region of the scalp. Each is a JSON Pointer (RFC
   * 6901). Answers about one examination may share its element.
   * @example ["/startedAt"]
   */
  required: string[];

  /** The version to send in `If-Match`. Null where no version is needed, or where the resource must be read first to learn its version. */
  @Whole() ifMatch: number | null;
}

/** A rule that cannot be decided without the answer. */
export class WaitingRule {
  /**
   * The rule.
   * @example mesotherapy.diabetes
   */
  ruleId: string;

  /** The subject of the rule, in the language of the answer. */
  title: string;
}

/** The most severe outcome that an answer can lead to. */
export class OutcomeIfUnanswered {
  /** The outcome of the rule; `clear` where an answer can only clear the rule. */
  @OneOf(outcomes) outcome: Outcome;

  /** Whether a dermatologist could override that outcome. */
  overridable: boolean;
}

/** An open question. */
export class QuestionToAsk {
  /**
   * The fact that is asked for, with its name in the catalogue `/v1/contraindication-facts` and in `missing` of a finding.
   * @example screening.diabetes
   */
  fact: string;

  /** Other facts, each of which answers the question as well. */
  alternatives: string[];

  /**
   * The recorded item whose detail is missing, such as a medicine without its last day or an operation without its date. Null where the question is not about a
   * detail.
   */
  about: string | null;

  /**
   * The text of the question, in the language of the answer.
   * @example Does the patient have diabetes?
   */
  ask: string;

  /**
   * Why the question is open. Nobody answered, the answer is too old on the planned day, or the answer does not decide the rule; or it is a laboratory result
   * that is not final.
   */
  @OneOf(missingReasons) reason: MissingReason;

  /** The day of the answer that is too old, or of the sample whose result is preliminary; null where there is no earlier answer. */
  answeredOn: string | null;

  /**
   * The largest number of days before the planned day at which an answer may be recorded, by the strictest rule. Null where the age of the answer does not
   * matter.
   */
  @Whole() maxAgeDays: number | null;

  /** The kind of answer that a form offers. */
  @OneOf(answerTypes) answerType: AnswerType;

  /** The values to choose from; null where the answer is not a choice. */
  choices: string[] | null;

  /**
   * The unit of the answer, in UCUM; null where the answer has no unit.
   * @example %
   */
  unit: string | null;

  /** Other units in which the answer is usually recorded. */
  otherUnits: string[];

  /** The codes under which the answer is recorded. */
  codes: FactCode[];

  /** The ways to record the answer, one for each fact that answers the question. */
  write: AnswerRequest[];

  /** The rules that need the answer. */
  waiting: WaitingRule[];

  /** The most severe outcome that an answer can lead to. The questions are sorted by it. */
  worst: OutcomeIfUnanswered;
}

/** The questions that are still open before a treatment on a day. */
export class TreatmentQuestions {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The day on which the treatment is planned, in the clinic's time zone. */
  @Day() plannedOn: string;

  /** The names of the substances to be used; null where the ingredients are unknown. */
  ingredients: string[] | null;

  /** The outcome of a check at this moment. Where it is `contraindicated`, no answer makes it milder. */
  @OneOf(outcomes) outcome: Outcome;

  /** The open questions, those first whose answers can decide soonest. The list is empty only where no rule needs data. */
  questions: QuestionToAsk[];

  /** The ruleset that was applied. */
  ruleset: RulesetReference;
}

/** The questions that are still open before a treatment of a patient. */
export class OpenQuestionsResponse extends TreatmentQuestions {
  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /** The instant at which the rules were evaluated, in UTC. */
  @Instant() evaluatedAt: string;
}
