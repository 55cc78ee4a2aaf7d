/** The content of a patient's record, as it is sent and stored. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { PostalAddress } from '../../kernel/postal-address.js';
import type { FreeTextName } from './demographics.js';

export const nameUses = declareEnumeration('NameUse', ['official', 'usual', 'nickname', 'maiden', 'old', 'anonymous']);

export const sexesAtBirth = declareEnumeration('SexAtBirth', ['female', 'male', 'intersex', 'unknown']);

export type SexAtBirth = (typeof sexesAtBirth)[number];

export const skinTypes = declareEnumeration('SkinType', ['I', 'II', 'III', 'IV', 'V', 'VI']);

export const patientStatuses = declareEnumeration('PatientStatus', ['active', 'inactive', 'deceased', 'merged']);

export type PatientStatus = (typeof patientStatuses)[number];

export const phoneUses = declareEnumeration('PhoneUse', ['mobile', 'home', 'work']);

/** A name, in any script. A person with a single name has it as `text`, or as the only `given`. */
export interface PatientName {
  use?: (typeof nameUses)[number];
  given?: string[];
  family?: string;
  text?: string;
}

/** A telephone number. */
export interface PatientPhone {
  value: string;
  use?: (typeof phoneUses)[number];
}

/** An e-mail address. */
export interface PatientEmail {
  value: string;
}

/** An identifier that an authority issued for the person. */
export interface PatientIdentifier {
  system: string;
  value: string;
}

/** The emergency contact. */
export interface EmergencyContact {
  name: string;
  relationship?: string;
  phone: string;
}

/** The ways in which the patient wants to be contacted by the clinic. */
export interface CommunicationPreferences {
  sms?: boolean;
  email?: boolean;
  whatsapp?: boolean;
}

/** A person whom the clinic treats. Only a name and the sex at birth are required. Free texts follow from their declaration in `demographics.ts`. */
export interface PatientContent extends Partial<Record<FreeTextName, string>> {
  names: PatientName[];
  birthDate?: string;
  sexAtBirth: SexAtBirth;
  gender?: string;
  phones?: PatientPhone[];
  emails?: PatientEmail[];
  addresses?: PostalAddress[];
  identifiers?: PatientIdentifier[];
  skinType?: (typeof skinTypes)[number];
  preferredLanguage?: string;
  emergencyContact?: EmergencyContact;
  communicationPreferences?: CommunicationPreferences;
}

/** A record that was merged into another one. The person is still found by it. */
export interface MergedRecord {
  id: string;
  medicalRecordNumber: string;
  names: string[];
  identifiers: PatientIdentifier[];
  mergedAt: string;
}
