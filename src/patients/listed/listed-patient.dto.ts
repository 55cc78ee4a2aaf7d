import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, ListOf, Optional, PageQuery, SomeOf, Text, type Page } from '../../platform/http/index.js';

/** A patient, as a list names one. */
export class ListedPatient {
  /** The id of the patient. */
  @Identifier() id: string;

  /**
   * The name of the patient.
   * @example Asha Testperson
   */
  @Text({ max: 500 }) name: string;

  /**
   * The number of the patient's record.
   * @example P000042
   */
  @Text({ max: 100 }) medicalRecordNumber: string;
}

/** What a page can answer beside its items. */
const includables = declareEnumeration('Includable', ['patient']);

/** The query of a list whose items name patients by their ids. */
export class IncludingQuery extends PageQuery {
  /** What to answer of what the items name, in `included`. The names of patients need the permission `patient.read`. */
  @Optional() @SomeOf(includables) include?: (typeof includables)[number][];
}

/** What the items of a page name, each once. */
export class IncludedResources {
  /** The patients of the items. */
  @ListOf(ListedPatient, { max: 200 }) patients: ListedPatient[];
}

/** A page with what its items name; null where `include` asked for nothing. */
export type IncludingPage<Item> = Page<Item> & { included: IncludedResources | null };
