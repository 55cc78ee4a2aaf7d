import { declareEnumeration } from '../../kernel/enumeration.js';
import { IntersectionType } from '@nestjs/swagger';
import {
  EnteredInError,
  Flag,
  Identifier,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  AdverseEventVersionResponse,
  Whole,
  Actor,
} from '../../platform/http/index.js';
import { AllergyInput, ConditionInput, MedicationInput, ProcedureInput } from './entry.dto.js';

const origins = declareEnumeration('EntryOrigin', ['consultation', 'direct']);

/** The source of the latest version of an entry. */
export class EntryProvenance {
  /** Whether the entry comes from a signed consultation or was recorded in the list itself. */
  @OneOf(origins) origin: (typeof origins)[number];

  /** The id of the consultation that last stated the entry; null for an entry that was last recorded in the list itself. */
  @Identifier() consultationId: string | null;

  /** The person or client that last stated the entry. */
  @Nested(Actor) recordedBy: Actor;

  /** When the entry was first recorded, in UTC. */
  @Instant() recordedAt: string;

  /** When the entry was last changed, in UTC. */
  @Instant() updatedAt: string;
}

/** The members that every entry of a longitudinal list has. */
export class RecordedEntry {
  /** The id of the entry. */
  @Identifier() id: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The source of the entry. */
  provenance: EntryProvenance;

  /** Why, when and by whom the entry was entered in error; null otherwise. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** The version of the entry, as in the ETag. */
  @Whole() version: number;
}

/** A condition on the patient's list. */
export class ConditionResponse extends IntersectionType(ConditionInput, RecordedEntry) {}

/**
 * An allergy or intolerance of the patient. The statement that no allergy is known is a record of its own, with the code `no-known-allergies` of the system
 * `hairline`. It is read by its id and appears in no list of allergies.
 */
export class AllergyResponse extends IntersectionType(AllergyInput, RecordedEntry) {}

/** The statement that no allergy is known. The first allergy ends it. */
export class NoKnownAllergies {
  /** The id of the statement. Read it, end it and mark it as entered in error at `/v1/allergies/{id}`. */
  @Identifier() id: string;

  /**
   * The words of the statement; null where it was made without words.
   * @example NKDA
   */
  text: string | null;

  /** The source of the statement. */
  provenance: EntryProvenance;

  /** The version of the statement, as in the ETag. */
  @Whole() version: number;
}

/** A medicine on the patient's list. */
export class MedicationResponse extends IntersectionType(MedicationInput, RecordedEntry) {}

/** A procedure on the patient's list. */
export class ProcedureResponse extends IntersectionType(ProcedureInput, RecordedEntry) {}

const MOST_ENTRIES = 1000;

/** The entries of the lists that are true of the patient at present. */
export class ActiveEntries {
  /** The active conditions. */
  @ListOf(ConditionResponse, { max: MOST_ENTRIES }) conditions: ConditionResponse[];

  /** The active allergies and intolerances. */
  @ListOf(AllergyResponse, { max: MOST_ENTRIES }) allergies: AllergyResponse[];

  /** The statement that no allergy is known; null where nobody stated that. */
  @Nested(NoKnownAllergies) noKnownAllergies: NoKnownAllergies | null;

  /** The medicines in use. */
  @ListOf(MedicationResponse, { max: MOST_ENTRIES }) medications: MedicationResponse[];

  /** The procedures that the patient has had. */
  @ListOf(ProcedureResponse, { max: MOST_ENTRIES }) procedures: ProcedureResponse[];
}

/** An entry as it was at one of its versions. */
export class ListEntryVersionResponse extends AdverseEventVersionResponse {
  /** The id of the consultation whose signature made this version; null where the version was made in the list itself. */
  @Identifier() consultationId: string | null;
}

/** Filters for the entries of a list. */
export class EntryQuery extends PageQuery {
  /** Whether to include entries that were entered in error. */
  @Optional() @Flag() includeEnteredInError?: boolean;
}
