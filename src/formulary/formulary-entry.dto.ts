import { declareEnumeration } from '../kernel/enumeration.js';
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
import { validateMeaning, toMeaning } from './domain/name.js';

export const nameStatuses = declareEnumeration('FormularyNameStatus', ['proposed', 'confirmed', 'revoked']);

/** A name as the clinic writes it, with its meaning. */
@CheckedBy<FormularyEntryInput>((entry) => validateMeaning(toMeaning(entry)))
export class FormularyEntryInput {
  /** The kind of thing that has this name. `substance` is a medicine, an allergen, an ingredient or an anaesthetic. */
  @OneOf(nameKinds) kind: NameKind;

  /**
   * The name as the clinic writes it. Capital letters, accents, hyphens and spaces make no difference.
   * @example Examplin Plus
   */
  @Text({ max: LONGEST_NAME }) name: string;

  /**
   * The codes that the name means; for a combination, one code for each part. A substance has codes of ATC or `hairline`, a condition codes of ICD-10, a
   * procedure codes of `hairline`. The codes that the product reads in the name by itself must be among them.
   */
  @Optional() @ListOf(CodedValue, { max: MOST_CODES }) codes?: CodedValue[];

  /** Whether the name concerns no treatment. Such a name has no codes. */
  @Optional() @Flag() harmless?: boolean;

  /**
   * Why the name concerns no treatment. Required where `harmless` is true.
   * @example A cosmetic shampoo without any active ingredient
   */
  @Optional() @Text({ max: LONGEST_REASON }) reason?: string;
}

/** A name that the clinic has taught. An entry never changes: another meaning is another entry. */
export class FormularyEntryResponse {
  /** The id of the entry. */
  @Identifier() id: string;

  /** The kind of thing that has this name. */
  @OneOf(nameKinds) kind: NameKind;

  /** The name as the clinic writes it. */
  name: string;

  /**
   * The form in which the name is compared with other names.
   * @example examplin plus
   */
  comparedAs: string;

  /** The codes that the name means; empty where the name concerns no treatment. */
  codes: CodedValue[];

  /** Whether the name concerns no treatment. */
  harmless: boolean;

  /** Why the name concerns no treatment; null where no reason was given. */
  reason: string | null;

  /**
   * The origin of the entry: `taught` by hand, `imported` from a file, or `learned` from an item that a dermatologist has coded in a record or dismissed for
   * every patient.
   */
  @OneOf(nameOrigins) origin: NameOrigin;

  /**
   * The state of the entry: `proposed` until a dermatologist confirms it, then `confirmed`; `revoked` after a revocation. Only a `confirmed` entry is used in
   * checks.
   */
  @OneOf(nameStatuses) status: (typeof nameStatuses)[number];

  /** The id of the import that added the entry; null where the entry was not imported. */
  @Identifier() importId: string | null;

  /** The person who recorded the entry; null where the operator of the server loaded it. */
  @Nested(Actor) recordedBy: Actor | null;

  /** The instant at which the entry was recorded, in UTC. */
  @Instant() recordedAt: string;

  /** The dermatologist who confirmed the entry; null where nobody has confirmed it. */
  @Nested(Actor) confirmedBy: Actor | null;

  /** The instant at which the entry was confirmed, in UTC; null where nobody has confirmed it. */
  @Instant() confirmedAt: string | null;

  /** The person who revoked the entry; null where nobody has revoked it. */
  @Nested(Actor) revokedBy: Actor | null;

  /** The instant at which the entry was revoked, in UTC; null where nobody has revoked it. */
  @Instant() revokedAt: string | null;

  /** Why the entry was revoked; null where nobody has revoked it. */
  revokedReason: string | null;
}

/** The filters for a list of entries. An entry must match every filter that is given. */
export class FormularyEntryQuery extends PageQuery {
  /** Only entries for names of these kinds. */
  @Optional() @SomeOf(nameKinds) kind?: NameKind[];

  /** Only entries in one of these states. */
  @Optional() @SomeOf(nameStatuses) status?: (typeof nameStatuses)[number][];

  /**
   * Only entries whose name contains this text.
   * @example examplin
   */
  @Optional() @Text({ max: LONGEST_NAME }) query?: string;

  /** Only entries that this import added. */
  @Optional() @Identifier() importId?: string;
}

/** The revocation of an entry. */
export class FormularyRevocationInput {
  /**
   * Why the entry is revoked.
   * @example The maker has changed the composition
   */
  @Text({ max: LONGEST_REASON }) reason: string;
}

/** A file with a list of names. */
export class FormularyImportInput {
  /**
   * A CSV file in UTF-8 with a header: `kind`, `name`, `system`, `code`, `display`, `harmless` (yes or no), `reason`. Each line has one code; a name with
   * several codes has several lines. At most 20,000 lines.
   */
  @FilePart() file: Upload;
}

/** The result of an import. */
export class FormularyImportResponse {
  /** The id of the import; each entry that the import added has this id. */
  @Identifier() importId: string;

  /** The number of names that the import added. */
  @Whole() added: number;

  /** The number of names that existed already with the same meaning. */
  @Whole() unchanged: number;

  /** Whether a dermatologist has to confirm the added names. */
  toConfirm: boolean;
}

/** The result of confirming an import. */
export class FormularyConfirmationResponse {
  /** The id of the import. */
  @Identifier() importId: string;

  /** The number of names that this request confirmed. Names that were confirmed or revoked before are not counted. */
  @Whole() confirmed: number;
}
