import { enumOf } from '../kernel/enumeration.js';
import {
  CheckedBy,
  CodedValue,
  FilePart,
  Flag,
  Identifier,
  Instant,
  ListOf,
  OneOf,
  Optional,
  PageQuery,
  Text,
  type Upload,
  Whole,
  SomeOf,
  Actor,
  Nested,
} from '../platform/http/index.js';
import { LONGEST_NAME, LONGEST_REASON, MOST_CODES, nameKinds, nameOrigins, type NameKind, type NameOrigin } from './domain/name.js';
import { meaningErrors, toMeaning } from './domain/name.js';

export const nameStatuses = enumOf('FormularyNameStatus', ['proposed', 'confirmed', 'revoked']);

/** A name as the clinic writes it, and what it stands for. */
@CheckedBy<FormularyEntryInput>((entry) => meaningErrors(toMeaning(entry)))
export class FormularyEntryInput {
  /** What it is a name of. A substance is a medicine, an allergen, an ingredient or an anaesthetic. */
  @OneOf(nameKinds) kind: NameKind;

  /**
   * The name, as it is written down. Capital letters, accents, hyphens and spaces make no difference.
   * @example Examplin Plus
   */
  @Text({ max: LONGEST_NAME }) name: string;

  /**
   * What it stands for, a combination by each of its parts: codes of ATC or `hairline` for a substance, of ICD-10 for a condition, of
   * `hairline` for a procedure. What the product reads in the name by itself must be among them.
   */
  @Optional() @ListOf(CodedValue, { max: MOST_CODES }) codes?: CodedValue[];

  /** Whether it concerns no treatment. Such a name has no codes. */
  @Optional() @Flag() harmless?: boolean;

  /**
   * Why: needed where it is declared harmless.
   * @example A cosmetic shampoo without any active ingredient
   */
  @Optional() @Text({ max: LONGEST_REASON }) reason?: string;
}

/** A name that the clinic has taught. It is never changed: another meaning is another entry. */
export class FormularyEntryResponse {
  /** The entry's id. */
  @Identifier() id: string;

  /** What it is a name of. */
  @OneOf(nameKinds) kind: NameKind;

  /** The name, as it is written down. */
  name: string;

  /**
   * The form in which it is compared.
   * @example examplin plus
   */
  comparedAs: string;

  /** What it stands for; empty where it is harmless. */
  codes: CodedValue[];

  /** Whether it concerns no treatment. */
  harmless: boolean;

  /** Why. */
  reason: string | null;

  /** `taught` by hand, `imported` from a file, `learned` from what a dermatologist has coded in a record. */
  @OneOf(nameOrigins) origin: NameOrigin;

  /** `proposed` until a dermatologist has confirmed it; only a `confirmed` entry counts. */
  @OneOf(nameStatuses) status: (typeof nameStatuses)[number];

  /** The import that brought it. */
  @Identifier() importId: string | null;

  /** Who recorded it; null where the operator of the server loaded it. */
  @Nested(Actor) recordedBy: Actor | null;

  /** When, in UTC. */
  @Instant() recordedAt: string;

  /** The dermatologist who confirmed it. */
  @Nested(Actor) confirmedBy: Actor | null;

  /** When, in UTC. */
  @Instant() confirmedAt: string | null;

  /** Who revoked it. */
  @Nested(Actor) revokedBy: Actor | null;

  /** When, in UTC. */
  @Instant() revokedAt: string | null;

  /** Why it was revoked. */
  revokedReason: string | null;
}

/** Which names to show. Conditions are joined by "and". */
export class FormularyEntryQuery extends PageQuery {
  /** Only names of these kinds. */
  @Optional() @SomeOf(nameKinds) kind?: NameKind[];

  /** Only entries in one of these states. */
  @Optional() @SomeOf(nameStatuses) status?: (typeof nameStatuses)[number][];

  /**
   * Only names with this in them.
   * @example examplin
   */
  @Optional() @Text({ max: LONGEST_NAME }) query?: string;

  /** Only names of this import. */
  @Optional() @Identifier() importId?: string;
}

/** Why a name no longer stands for that. */
export class FormularyRevocationInput {
  /**
   * The reason.
   * @example The maker has changed the composition
   */
  @Text({ max: LONGEST_REASON }) reason: string;
}

/** A list of names. */
export class FormularyImportInput {
  /**
   * CSV in UTF-8 with a header: `kind`, `name`, `system`, `code`, `display`, `harmless` (yes or no), `reason`. One code a line: a name with
   * several codes has several lines. At most 20,000 lines.
   */
  @FilePart() file: Upload;
}

/** What an import has done. */
export class FormularyImportResponse {
  /** The names of the file have it in common. */
  @Identifier() importId: string;

  /** How many names it added. */
  @Whole() added: number;

  /** How many stood already with the same meaning. */
  @Whole() unchanged: number;

  /** Whether a dermatologist has still to confirm them. */
  toConfirm: boolean;
}

/** What a confirmation of an import has done. */
export class FormularyConfirmationResponse {
  /** The import. */
  @Identifier() importId: string;

  /** How many names it confirmed: those that nobody had confirmed or revoked. */
  @Whole() confirmed: number;
}
