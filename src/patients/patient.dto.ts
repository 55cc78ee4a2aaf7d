import { enumOf } from '../kernel/enumeration.js';
import {
  CheckedBy,
  Characters,
  Email,
  Flag,
  Identifier,
  Instant,
  LanguageTag,
  ListOf,
  Matching,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  PartialDate,
  PostalAddress,
  Text,
  Whole,
  SomeOf,
} from '../platform/http/index.js';
import { normalise } from './domain/patient.js';
import { deathErrors } from './domain/death.js';
import type * as domain from './domain/patient-content.js';
import { nameUses, sexesAtBirth, skinTypes, patientStatuses, phoneUses, type SexAtBirth, type PatientStatus } from './domain/patient-content.js';

/** A name, in any script. People with one name have it as `text`, or as the only `given`. */
export class PatientName implements domain.PatientName {
  /** What the name is used for; `official` when left out. */
  @Optional() @OneOf(nameUses) use?: (typeof nameUses)[number];

  /**
   * Given names, in order.
   * @example ["Asha"]
   */
  @Optional() @ListOf(Text({ max: 100 }), { max: 10 }) given?: string[];

  /**
   * Family name.
   * @example Rao
   */
  @Optional() @Text({ max: 100 }) family?: string;

  /**
   * The whole name as it is written; made from the parts when left out.
   * @example Asha Rao
   */
  @Optional() @Text({ max: 300 }) text?: string;
}

/** A telephone number. */
export class PatientPhone implements domain.PatientPhone {
  /**
   * The number: with a `+` and the country's code, or as it is dialled in the clinic's country. Kept in E.164.
   * @example +919812345678
   */
  @Characters({ min: 4, max: 40 }) value: string;

  /** What the number is for. */
  @Optional() @OneOf(phoneUses) use?: (typeof phoneUses)[number];
}

/** An e-mail address. */
export class PatientEmail implements domain.PatientEmail {
  /**
   * The address.
   * @example asha@example.org
   */
  @Email() value: string;
}

/** A postal address. */
export class PatientAddress extends PostalAddress {}

/** A number that some authority gave the person. */
export class PatientIdentifier implements domain.PatientIdentifier {
  /**
   * Who gave it: a URI.
   * @example https://healthid.abdm.gov.in
   */
  @Text({ max: 300 }) system: string;

  /**
   * The number. An ABHA number has 14 digits and is kept as `91-1234-5678-9012`.
   * @example 91-1234-5678-9012
   */
  @Text({ max: 100 }) value: string;
}

/** Whom to call. */
export class EmergencyContact implements domain.EmergencyContact {
  /**
   * The person's name.
   * @example Kiran Rao
   */
  @Text({ max: 200 }) name: string;

  /**
   * What the person is to the patient.
   * @example brother
   */
  @Optional() @Text({ max: 100 }) relationship?: string;

  /**
   * The person's telephone number.
   * @example +919812345679
   */
  @Characters({ min: 4, max: 40 }) phone: string;
}

/** By which ways the patient wants to hear from the clinic. */
export class CommunicationPreferences implements domain.CommunicationPreferences {
  /** Text messages. */
  @Optional() @Flag() sms?: boolean;

  /** E-mail. */
  @Optional() @Flag() email?: boolean;

  /** WhatsApp. */
  @Optional() @Flag() whatsapp?: boolean;
}

/** A person whom the clinic treats. Only a name and the sex at birth are needed. */
@CheckedBy<PatientInput>(({ names }, where) => normalise({ names }, where).errors, 'names')
@CheckedBy<PatientInput>(({ birthDate }, where) => normalise({ names: [], birthDate }, where).errors, 'birthDate')
@CheckedBy<PatientInput>(({ phones }, where) => normalise({ names: [], phones }, where).errors, 'phones')
@CheckedBy<PatientInput>(({ identifiers }, where) => normalise({ names: [], identifiers }, where).errors, 'identifiers')
@CheckedBy<PatientInput>(({ emergencyContact }, where) => normalise({ names: [], emergencyContact }, where).errors, 'emergencyContact')
export class PatientInput implements domain.PatientContent {
  /** The person's names; the first is the one by which the clinic calls the person. */
  @ListOf(PatientName, { min: 1, max: 20 }) names: PatientName[];

  /**
   * Birth date, to the year, the month or the day.
   * @example 1991-04-03
   */
  @Optional() @PartialDate() birthDate?: string;

  /** Sex assigned at birth: laboratory ranges and pregnancy rules depend on it. */
  @OneOf(sexesAtBirth) sexAtBirth: SexAtBirth;

  /**
   * The gender that the person lives in, in the person's own word.
   * @example female
   */
  @Optional() @Text({ max: 60 }) gender?: string;

  /** Telephone numbers. */
  @Optional() @ListOf(PatientPhone, { max: 10 }) phones?: PatientPhone[];

  /** E-mail addresses. */
  @Optional() @ListOf(PatientEmail, { max: 10 }) emails?: PatientEmail[];

  /** Postal addresses. */
  @Optional() @ListOf(PatientAddress, { max: 10 }) addresses?: PatientAddress[];

  /** Numbers from authorities; each belongs to one patient of the clinic. */
  @Optional() @ListOf(PatientIdentifier, { max: 20 }) identifiers?: PatientIdentifier[];

  /** Fitzpatrick skin type; clinical, so not shown to a receptionist. */
  @Optional() @OneOf(skinTypes) skinType?: (typeof skinTypes)[number];

  /**
   * The language in which to speak to the person, as a BCP 47 tag.
   * @example en-IN
   */
  @Optional() @LanguageTag() preferredLanguage?: string;

  /**
   * What the person does for a living, in free words; nothing clinical follows from it.
   * @example Teacher
   */
  @Optional() @Text({ max: 100 }) occupation?: string;

  /** Whom to call. */
  @Optional() @Nested(EmergencyContact) emergencyContact?: EmergencyContact;

  /** By which ways the patient wants to hear from the clinic. */
  @Optional() @Nested(CommunicationPreferences) communicationPreferences?: CommunicationPreferences;
}

const settableStatuses = enumOf('SettablePatientStatus', ['active', 'inactive', 'deceased']);

/** What can be changed of a patient. */
@CheckedBy<PatientChange>((person, { today }) => deathErrors(person, today), 'status', 'birthDate', 'deceasedOn')
export class PatientChange extends PatientInput {
  /** Whether the person is treated at present. `merged` comes from merging alone. */
  @OneOf(settableStatuses) status: (typeof settableStatuses)[number];

  /**
   * The day of the death, to the year, the month or the day; left out where nobody knows it. It needs the status `deceased`, and goes with it.
   * @example 2026-11-12
   */
  @Optional() @PartialDate() deceasedOn?: string;
}

/** A record that was merged into another one: the person is still found by it. */
export class MergedRecord implements domain.MergedRecord {
  /** The merged record's id. */
  @Identifier() id: string;

  /**
   * Its number.
   * @example P000042
   */
  medicalRecordNumber: string;

  /**
   * Its names, as they were when it was merged.
   * @example ["Asha Testperson"]
   */
  names: string[];

  /** Its identifiers, as they were when it was merged. */
  identifiers: PatientIdentifier[];

  /** When it was merged, in UTC. */
  @Instant() mergedAt: string;
}

/** A person whom the clinic treats. */
export class PatientResponse extends PatientInput {
  /** The patient's id. */
  @Identifier() id: string;

  /**
   * The clinic's own number of the record: unique, with gaps, never given again.
   * @example P000042
   */
  medicalRecordNumber: string;

  /** Whether the person is treated at present. */
  @OneOf(patientStatuses) status: PatientStatus;

  /**
   * The day of the death, to the year, the month or the day; left out where nobody knows it, and for whom is alive.
   * @example 2026-11-12
   */
  @PartialDate() deceasedOn?: string;

  /** The record into which this one was merged; null otherwise. */
  @Identifier() mergedInto: string | null;

  /** The records that were merged into this one, however many merges ago; their numbers, names and identifiers find it. */
  mergedRecords: MergedRecord[];

  /** When the person was registered, in UTC. */
  @Instant() createdAt: string;

  /** When the record was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** A patient who was found. */
export class FoundPatient extends PatientResponse {
  /** The merged record by which the patient was found; null where the record in the answer was asked for by what is its own. */
  @Nested(MergedRecord) foundBy: MergedRecord | null;
}

/** Which patients to show. Conditions are joined by "and". */
export class PatientQuery extends PageQuery {
  /**
   * Names in any order and script, also misspelt a little; telephone digits; a record number. The best 200 matches, best first. What a merged
   * record was called finds the one that survives, and `foundBy` says so.
   * @example asha rao
   */
  @Optional() @Text({ max: 200 }) query?: string;

  /**
   * Names in any order and script, also misspelt a little.
   * @example asha
   */
  @Optional() @Text({ max: 200 }) name?: string;

  /** A telephone number, or its last digits, four at least. */
  @Optional() @Matching(/^[\d\s+().-]{4,40}$/, { example: '12345678' }) phone?: string;

  /**
   * Born on that day, or in that month or year.
   * @example 1991
   */
  @Optional() @PartialDate() birthDate?: string;

  /** An identifier, as `system|value`. */
  @Optional() @Matching(/^[^|]{1,300}\|[^|]{1,100}$/, { example: 'https://healthid.abdm.gov.in|91-1234-5678-9012' }) identifier?: string;

  /** Changed at this instant or later. */
  @Optional() @Instant() updatedSince?: string;

  /** Of one of these states; without it, all but the merged. */
  @Optional() @SomeOf(patientStatuses) status?: PatientStatus[];
}
