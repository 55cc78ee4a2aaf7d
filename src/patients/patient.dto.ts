import { declareEnumeration } from '../kernel/enumeration.js';
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
import { normalizeDemographics } from './domain/patient.js';
import { validateDeath } from './domain/death.js';
import type * as domain from './domain/patient-content.js';
import { nameUses, sexesAtBirth, skinTypes, patientStatuses, phoneUses, type SexAtBirth, type PatientStatus } from './domain/patient-content.js';

/** A name, in any script. A person with a single name has it as `text`, or as the only `given`. */
export class PatientName implements domain.PatientName {
  /** The use of the name; `official` where it is left out. */
  @Optional() @OneOf(nameUses) use?: (typeof nameUses)[number];

  /**
   * The given names, in order.
   * @example ["Asha"]
   */
  @Optional() @ListOf(Text({ max: 100 }), { max: 10 }) given?: string[];

  /**
   * The family name.
   * @example Rao
   */
  @Optional() @Text({ max: 100 }) family?: string;

  /**
   * The whole name as it is written; made from the parts where it is left out.
   * @example Asha Rao
   */
  @Optional() @Text({ max: 300 }) text?: string;
}

/** A telephone number. */
export class PatientPhone implements domain.PatientPhone {
  /**
   * The telephone number, with a `+` and the country's code, or as it is dialled in the clinic's country. Stored in E.164.
   * @example +919812345678
   */
  @Characters({ min: 4, max: 40 }) value: string;

  /** The use of the number. */
  @Optional() @OneOf(phoneUses) use?: (typeof phoneUses)[number];
}

/** An e-mail address. */
export class PatientEmail implements domain.PatientEmail {
  /**
   * The e-mail address.
   * @example asha@example.org
   */
  @Email() value: string;
}

/** A postal address. */
export class PatientAddress extends PostalAddress {}

/** An identifier that an authority issued for the person. */
export class PatientIdentifier implements domain.PatientIdentifier {
  /**
   * The system of the identifier: a URI.
   * @example https://healthid.abdm.gov.in
   */
  @Text({ max: 300 }) system: string;

  /**
   * The identifier. An ABHA number has 14 digits and is stored as `91-1234-5678-9012`.
   * @example 91-1234-5678-9012
   */
  @Text({ max: 100 }) value: string;
}

/** The emergency contact. */
export class EmergencyContact implements domain.EmergencyContact {
  /**
   * The name of the contact.
   * @example Kiran Rao
   */
  @Text({ max: 200 }) name: string;

  /**
   * The relationship of the contact to the patient.
   * @example brother
   */
  @Optional() @Text({ max: 100 }) relationship?: string;

  /**
   * The telephone number of the contact.
   * @example +919812345679
   */
  @Characters({ min: 4, max: 40 }) phone: string;
}

/** The ways in which the patient wants to be contacted by the clinic. */
export class CommunicationPreferences implements domain.CommunicationPreferences {
  /** Whether the patient wants text messages. */
  @Optional() @Flag() sms?: boolean;

  /** Whether the patient wants e-mail. */
  @Optional() @Flag() email?: boolean;

  /** Whether the patient wants WhatsApp messages. */
  @Optional() @Flag() whatsapp?: boolean;
}

/** A person whom the clinic treats. Only a name and the sex at birth are required. */
@CheckedBy<PatientInput>(({ names }, where) => normalizeDemographics({ names }, where).errors, 'names')
@CheckedBy<PatientInput>(({ birthDate }, where) => normalizeDemographics({ names: [], birthDate }, where).errors, 'birthDate')
@CheckedBy<PatientInput>(({ phones }, where) => normalizeDemographics({ names: [], phones }, where).errors, 'phones')
@CheckedBy<PatientInput>(({ identifiers }, where) => normalizeDemographics({ names: [], identifiers }, where).errors, 'identifiers')
@CheckedBy<PatientInput>(({ emergencyContact }, where) => normalizeDemographics({ names: [], emergencyContact }, where).errors, 'emergencyContact')
export class PatientInput implements domain.PatientContent {
  /** The names of the person. The first is the name by which the clinic calls the person. */
  @ListOf(PatientName, { min: 1, max: 20 }) names: PatientName[];

  /**
   * The birth date, to the year, the month or the day.
   * @example 1991-04-03
   */
  @Optional() @PartialDate() birthDate?: string;

  /** The sex assigned at birth. Reference ranges and rules about pregnancy depend on it. */
  @OneOf(sexesAtBirth) sexAtBirth: SexAtBirth;

  /**
   * The gender of the person, in the person's own words.
   * @example female
   */
  @Optional() @Text({ max: 60 }) gender?: string;

  /** The telephone numbers. */
  @Optional() @ListOf(PatientPhone, { max: 10 }) phones?: PatientPhone[];

  /** The e-mail addresses. */
  @Optional() @ListOf(PatientEmail, { max: 10 }) emails?: PatientEmail[];

  /** The postal addresses. */
  @Optional() @ListOf(PatientAddress, { max: 10 }) addresses?: PatientAddress[];

  /** Identifiers that authorities issued. Each identifier belongs to one patient of the clinic. */
  @Optional() @ListOf(PatientIdentifier, { max: 20 }) identifiers?: PatientIdentifier[];

  /** The Fitzpatrick skin type. It is clinical content and not shown to a receptionist. */
  @Optional() @OneOf(skinTypes) skinType?: (typeof skinTypes)[number];

  /**
   * The language in which to speak to the person, as a BCP 47 tag.
   * @example en-IN
   */
  @Optional() @LanguageTag() preferredLanguage?: string;

  /**
   * The person's occupation in free words; no rule uses it.
   * @example Teacher
   */
  @Optional() @Text({ max: 100 }) occupation?: string;

  /** The emergency contact. */
  @Optional() @Nested(EmergencyContact) emergencyContact?: EmergencyContact;

  /** The ways in which the patient wants to be contacted by the clinic. */
  @Optional() @Nested(CommunicationPreferences) communicationPreferences?: CommunicationPreferences;
}

const settableStatuses = declareEnumeration('SettablePatientStatus', ['active', 'inactive', 'deceased']);

/** The members of a patient that can be changed. */
@CheckedBy<PatientChange>((person, { today }) => validateDeath(person, today), 'status', 'birthDate', 'deceasedOn')
export class PatientChange extends PatientInput {
  /** The status of the patient. Only a merge sets `merged`. */
  @OneOf(settableStatuses) status: (typeof settableStatuses)[number];

  /**
   * The day of the death, to the year, the month or the day; left out where it is unknown. It requires the status `deceased`, and is removed with it.
   * @example 2026-11-12
   */
  @Optional() @PartialDate() deceasedOn?: string;
}

/** A record that was merged into another one. The person is still found by it. */
export class MergedRecord implements domain.MergedRecord {
  /** The id of the merged record. */
  @Identifier() id: string;

  /**
   * The medical record number of the merged record.
   * @example P000042
   */
  medicalRecordNumber: string;

  /**
   * The names of the merged record at the time of the merge.
   * @example ["Asha Testperson"]
   */
  names: string[];

  /** The identifiers of the merged record at the time of the merge. */
  identifiers: PatientIdentifier[];

  /** When the record was merged, in UTC. */
  @Instant() mergedAt: string;
}

/** A person whom the clinic treats. */
export class PatientResponse extends PatientInput {
  /** The id of the patient. */
  @Identifier() id: string;

  /**
   * The clinic's own number of the record. Numbers are unique, may have gaps, and are never reused.
   * @example P000042
   */
  medicalRecordNumber: string;

  /** The status of the patient. */
  @OneOf(patientStatuses) status: PatientStatus;

  /**
   * The day of the death, to the year, the month or the day. Left out where it is unknown, and for a living person.
   * @example 2026-11-12
   */
  @PartialDate() deceasedOn?: string;

  /** The id of the record into which this one was merged; null otherwise. */
  @Identifier() mergedInto: string | null;

  /** The records that were merged into this one, directly or through others. The patient is found by their numbers, names and identifiers. */
  mergedRecords: MergedRecord[];

  /** When the person was registered, in UTC. */
  @Instant() createdAt: string;

  /** When the record was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}

/** A patient in the result of a search. */
export class FoundPatient extends PatientResponse {
  /** The merged record by which the patient was found; null where the patient's own data match. */
  @Nested(MergedRecord) foundBy: MergedRecord | null;
}

/** Filters for patients. A patient must meet all of them. */
export class PatientQuery extends PageQuery {
  /**
   * Names in any order and script, also slightly misspelt; digits of a telephone number; or a medical record number. The answer has the 200 best matches, best
   * first. The name of a merged record finds the surviving record, and `foundBy` names the merged one.
   * @example asha rao
   */
  @Optional() @Text({ max: 200 }) query?: string;

  /**
   * Names in any order and script, also slightly misspelt.
   * @example asha
   */
  @Optional() @Text({ max: 200 }) name?: string;

  /** A telephone number, or its last digits, at least four. */
  @Optional() @Matching(/^[\d\s+().-]{4,40}$/, { example: '12345678' }) phone?: string;

  /**
   * Only patients born on that day, or in that month or year.
   * @example 1991
   */
  @Optional() @PartialDate() birthDate?: string;

  /** Only the patient with this identifier, as `system|value`. */
  @Optional() @Matching(/^[^|]{1,300}\|[^|]{1,100}$/, { example: 'https://healthid.abdm.gov.in|91-1234-5678-9012' }) identifier?: string;

  /** Only patients changed at this instant or later. */
  @Optional() @Instant() updatedSince?: string;

  /** Only patients with one of these statuses; all except `merged` where it is left out. */
  @Optional() @SomeOf(patientStatuses) status?: PatientStatus[];
}
