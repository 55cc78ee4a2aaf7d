import { declareEnumeration } from '../kernel/enumeration.js';
import { MayBeAbsent, OneOf, PageQuery, Text } from '../platform/http/index.js';
import { codeListSystems, type CodeListSystem } from '../terminology/codes/index.js';

const codeSources = declareEnumeration('CodeSource', ['shipped', 'clinic']);
export type CodeSource = (typeof codeSources)[number];

/** Filters for the list of codes. */
export class CodeQuery extends PageQuery {
  /**
   * The code system.
   * @example icd-10
   */
  @OneOf(codeListSystems) system: CodeListSystem;

  /**
   * The text typed so far: the beginning of a code, with or without its dot, or words of its title. Each typed word must be the beginning of some word. Where
   * it is left out, the answer is the whole list from its start.
   * @example alop
   */
  @MayBeAbsent() @Text({ max: 100 }) query?: string;
}

/** A code for selection. */
export class ListedCodeResponse {
  /** The code system. */
  @OneOf(codeListSystems) system: CodeListSystem;

  /**
   * The code, in the notation of the system.
   * @example L64.9
   */
  code: string;

  /**
   * The short title of the code.
   * @example Androgenic alopecia, unspecified
   */
  display: string;

  /** Other words by which the code is found. */
  synonyms: string[];

  /** The source of the code: `shipped` with the product, or the list that the clinic loaded. The clinic's list takes precedence where both have the code. */
  @OneOf(codeSources) source: CodeSource;
}
