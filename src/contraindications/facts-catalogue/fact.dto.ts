import { languages, type Language } from '../../kernel/language.js';
import { answerTypes, factKinds, type AnswerType, type FactKind, agingFacts, type AgingFact, answeringMethods } from './catalogue.js';
import { AnyObject, OneOf, Optional } from '../../platform/http/index.js';

/** The language to answer in. */
export class LanguageQuery {
  /** The language; left out, the one that `Accept-Language` likes best, English where it likes none. */
  @Optional() @OneOf(languages) language?: Language;
}

/** A clause of the language of rules that asks for the fact. */
export class FactClause {
  /**
   * The kind of the clause: the member that names it.
   * @example lab
   */
  clause: string;

  /** A clause of this kind that asks for this fact; a ruleset may contain it as it stands. */
  @AnyObject() example: object;
}

/** A code of the fact. */
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

/** A call of the API by which a fact is recorded. */
export class FactRecordingRoute {
  /** The method. */
  @OneOf(answeringMethods) method: (typeof answeringMethods)[number];

  /**
   * The path, with its parameters in braces.
   * @example /v1/patients/{patientId}/consultations
   */
  path: string;

  /**
   * Where in the body the answer stands, as a JSON Pointer (RFC 6901); `-` is a new element of a list, the empty pointer the whole body. Null where the call itself is the answer.
   * @example /medicalHistory/screening/diabetes
   */
  pointer: string | null;
}

/** One fact that rules can use. */
export class CatalogueFact {
  /**
   * Its name.
   * @example screening.diabetes
   */
  fact: string;

  /** What kind of fact it is. */
  @OneOf(factKinds) kind: FactKind;

  /** What it means, in the language of the answer. */
  meaning: string;

  /** How to ask for it, in the language of the answer. */
  question: string;

  /** What a form shows to have it answered. */
  @OneOf(answerTypes) answerType: AnswerType;

  /** The words that it can have for a value; null where it has other values. */
  values: string[] | null;

  /**
   * The unit in which rules compare it, in UCUM; null for what has none.
   * @example %
   */
  unit: string | null;

  /** Further units in which it is usually recorded; whatever UCUM converts is taken. */
  otherUnits: string[];

  /** The codes under which it is recorded. */
  codes: FactCode[];

  /** The clauses of the language of rules that ask for it. */
  clauses: FactClause[];

  /** The words of `needsData`, and of `missing` in a finding, that ask for it. */
  needs: string[];

  /** The member of a rule's `maxAgeDays` that limits its age; null for what does not get too old. */
  @OneOf(agingFacts) ages: AgingFact | null;

  /** The calls of the API by which it is recorded. */
  recordingRoutes: FactRecordingRoute[];
}

/** All facts that rules can use. */
export class FactCatalogueResponse {
  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /** Each fact once. */
  facts: CatalogueFact[];

  /** The kinds of clauses that combine others, and ask for no fact of their own. */
  combinations: string[];
}
