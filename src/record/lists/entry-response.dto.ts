import { enumOf } from '../../kernel/enumeration.js';
import { IntersectionType } from '@nestjs/swagger';
import {
  EnteredInError,
  Flag,
  Identifier,
  Instant,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  AdverseEventVersionResponse,
  Whole,
  Actor,
} from '../../platform/http/index.js';
import { AllergyInput, ConditionInput, MedicationInput, ProcedureInput } from './entry.dto.js';

const origins = enumOf('EntryOrigin', ['consultation', 'direct']);

/** Who said it last, when, and where. */
export class EntryProvenance {
  /** Whether a signed consultation brought it, or somebody recorded it on the list itself. */
  @OneOf(origins) origin: (typeof origins)[number];

  /** The consultation that said it last; null for what was recorded on the list itself. */
  @Identifier() consultationId: string | null;

  /** The person or client that said it last. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was first recorded, in UTC. */
  @Instant() recordedAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;
}

/** What every entry of a longitudinal list has. */
export class RecordedEntry {
  /** The entry's id. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Where it comes from. */
  provenance: EntryProvenance;

  /** Why it was an error; null for what holds. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** A condition on the patient's list. */
export class ConditionResponse extends IntersectionType(ConditionInput, RecordedEntry) {}

/**
 * An allergy or intolerance of the patient. The statement that none is known is one record of its own, with the code `no-known-allergies` of the
 * system `hairline`; it is read by its id, and stands in no list of allergies.
 */
export class AllergyResponse extends IntersectionType(AllergyInput, RecordedEntry) {}

/** That no allergy is known, as it was stated. The first allergy ends it. */
export class NoKnownAllergies {
  /** The statement's id: it is read, ended and marked as entered in error as `/v1/allergies/{id}`. */
  @Identifier() id: string;

  /**
   * The words in which it was stated; null where it was stated without any.
   * @example NKDA
   */
  text: string | null;

  /** Where it comes from. */
  provenance: EntryProvenance;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** A medicine on the patient's list. */
export class MedicationResponse extends IntersectionType(MedicationInput, RecordedEntry) {}

/** A procedure on the patient's list. */
export class ProcedureResponse extends IntersectionType(ProcedureInput, RecordedEntry) {}

/** An entry as it was at one of its versions. */
export class ListEntryVersionResponse extends AdverseEventVersionResponse {
  /** The consultation whose signature made it; null where it was made on the list itself. */
  @Identifier() consultationId: string | null;
}

/** Which entries of a list to show. */
export class EntryQuery extends PageQuery {
  /** Whether to show what was entered in error, too. */
  @Optional() @Flag() includeEnteredInError?: boolean;
}
