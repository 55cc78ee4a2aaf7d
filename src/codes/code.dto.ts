import { enumOf } from '../kernel/enumeration.js';
import { MayBeAbsent, OneOf, PageQuery, Text } from '../platform/http/index.js';
import { codeListSystems, type CodeListSystem } from '../terminology/codes/index.js';

const codeSources = enumOf('CodeSource', ['shipped', 'clinic']);
export type CodeSource = (typeof codeSources)[number];

/** Which codes are looked for. */
export class CodeQuery extends PageQuery {
  /**
   * The code system.
   * @example icd-10
   */
  @OneOf(codeListSystems) system: CodeListSystem;

  /**
   * What has been typed so far: the beginning of a code, with or without its dot, or of words of its title, each of
   * which must begin some word. Without it, the list from its start.
   * @example alop
   */
  @MayBeAbsent() @Text({ max: 100 }) query?: string;
}

/** A code that can be chosen. */
export class ListedCodeResponse {
  /** The code system. */
  @OneOf(codeListSystems) system: CodeListSystem;

  /**
   * The code, as the system writes it.
   * @example L64.9
   */
  code: string;

  /**
   * What it means, in short.
   * @example Androgenic alopecia, unspecified
   */
  display: string;

  /** Other words by which it is found. */
  synonyms: string[];

  /** `shipped` with the product, or from the list that the clinic has loaded itself, which wins where both have the code. */
  @OneOf(codeSources) source: CodeSource;
}
