import { languages, type Language } from '../../kernel/language.js';
import { answerTypes, factKinds, type AnswerType, type FactKind, agingFacts, type AgingFact, answeringMethods } from './catalogue.js';
import { AnyObject, OneOf, Optional } from '../../platform/http/index.js';

/** The language of the answer. */
export class LanguageQuery {
  /** The language of the answer. Where left out, the language that `Accept-Language` prefers; English where none of those is available. */
  @Optional() @OneOf(languages) language?: Language;
}

/** A kind of clause in the language of rules that reads the fact. */
export class FactClause {
  /**
   * The kind of the clause, which is the member that names it.
   * @example lab
   */
  clause: string;

  /** A clause of this kind that reads this fact, in the form that a ruleset may contain. */
  @AnyObject() example: object;
}

/** A code under which the fact is recorded. */
export class FactCode {
  /**
   * The code system.
   * @example loinc
   */
  system: string;

  /**
   * The code.
   * @example 4548-4
   */
  code: string;
}

/** An operation of the API that records a fact. */
export class FactRecordingRoute {
  /** The HTTP method. */
  @OneOf(answeringMethods) method: (typeof answeringMethods)[number];

  /**
   * The path, with its parameters in braces.
   * @example /v1/patients/{patientId}/consultations
   */
  path: string;

  /**
   * The place of the answer in the body, as a JSON Pointer (RFC 6901). `-` is a new element of a list; the empty pointer is the whole body. Null where the call
   * itself is the answer.
   * @example /medicalHistory/screening/diabetes
   */
  pointer: string | null;
}

/** A fact that rules can read. */
export class CatalogueFact {
  /**
   * The name of the fact.
   * @example screening.diabetes
   */
  fact: string;

  /** The kind of the fact. */
  @OneOf(factKinds) kind: FactKind;

  /** The meaning of the fact, in the language of the answer. */
  meaning: string;

  /** The question that asks for the fact, in the language of the answer. */
  question: string;

  /** The kind of answer that a form offers. */
  @OneOf(answerTypes) answerType: AnswerType;

  /** The values that the fact can have, as words; null where its values are not words of a fixed list. */
  values: string[] | null;

  /**
   * The unit in which rules compare the fact, in UCUM; null where the fact has no unit.
   * @example %
   */
  unit: string | null;

  /** Other units in which the fact is usually recorded. Any unit that UCUM converts is accepted. */
  otherUnits: string[];

  /** The codes under which the fact is recorded. */
  codes: FactCode[];

  /** The clauses of the language of rules that read the fact. */
  clauses: FactClause[];

  /** The names by which `needsData` of a rule and `missing` of a finding ask for the fact. */
  needs: string[];

  /** The member of a rule's `maxAgeDays` that limits the age of the fact; null where the fact does not become too old. */
  @OneOf(agingFacts) ages: AgingFact | null;

  /** The operations of the API that record the fact. */
  recordingRoutes: FactRecordingRoute[];
}

/** The catalogue of all facts that rules can read. */
export class FactCatalogueResponse {
  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /** The facts, each once. */
  facts: CatalogueFact[];

  /** The kinds of clauses that combine other clauses and read no fact themselves. */
  combinations: string[];
}
