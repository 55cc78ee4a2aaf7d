import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsLocale,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsInstant, IsPartialDate, IsText, PageQuery, PostalAddress } from '../platform/http/index.js';
import type * as domain from './domain/patient-content.js';
import { nameUses, sexesAtBirth, skinTypes, patientStatuses, phoneUses, type SexAtBirth, type PatientStatus } from './domain/patient-content.js';

/** A name, in any script. People with one name have it as `text`, or as the only `given`. */
export class PatientName implements domain.PatientName {
  /** What the name is used for; `official` when left out. */
  @ApiProperty({ enum: nameUses, required: false })
  @IsOptional()
  @IsIn(nameUses)
  use?: (typeof nameUses)[number];

  /**
   * Given names, in order.
   * @example ["Asha"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsText({ max: 100, each: true })
  given?: string[];

  /**
   * Family name.
   * @example Rao
   */
  @IsOptional()
  @IsText({ max: 100 })
  family?: string;

  /**
   * The whole name as it is written; made from the parts when left out.
   * @example Asha Rao
   */
  @IsOptional()
  @IsText({ max: 300 })
  text?: string;
}

/** A telephone number. */
export class PatientPhone implements domain.PatientPhone {
  /**
   * The number: with a `+` and the country's code, or as it is dialled in the clinic's country. Kept in E.164.
   * @example +919812345678
   */
  @IsString()
  @Length(4, 40)
  value: string;

  /** What the number is for. */
  @ApiProperty({ enum: phoneUses, required: false })
  @IsOptional()
  @IsIn(phoneUses)
  use?: (typeof phoneUses)[number];
}

/** An e-mail address. */
export class PatientEmail implements domain.PatientEmail {
  /**
   * The address.
   * @example asha@example.org
   */
  @IsEmail()
  @MaxLength(254)
  value: string;
}

/** A postal address. */
export class PatientAddress extends PostalAddress {}

/** A number that some authority gave the person. */
export class PatientIdentifier implements domain.PatientIdentifier {
  /**
   * Who gave it: a URI.
   * @example https://healthid.abdm.gov.in
   */
  @IsText({ max: 300 })
  system: string;

  /**
   * The number. An ABHA number has 14 digits and is kept as `91-1234-5678-9012`.
   * @example 91-1234-5678-9012
   */
  @IsText({ max: 100 })
  value: string;
}

/** Whom to call. */
export class EmergencyContact implements domain.EmergencyContact {
  /**
   * The person's name.
   * @example Kiran Rao
   */
  @IsText({ max: 200 })
  name: string;

  /**
   * What the person is to the patient.
   * @example brother
   */
  @IsOptional()
  @IsText({ max: 100 })
  relationship?: string;

  /**
   * The person's telephone number.
   * @example +919812345679
   */
  @IsString()
  @Length(4, 40)
  phone: string;
}

/** By which ways the patient wants to hear from the clinic. */
export class CommunicationPreferences implements domain.CommunicationPreferences {
  /** Text messages. */
  @IsOptional()
  @IsBoolean()
  sms?: boolean;

  /** E-mail. */
  @IsOptional()
  @IsBoolean()
  email?: boolean;

  /** WhatsApp. */
  @IsOptional()
  @IsBoolean()
  whatsapp?: boolean;
}

/** A person whom the clinic treats. Only a name and the sex at birth are needed. */
export class PatientInput implements domain.PatientContent {
  /** The person's names; the first is the one by which the clinic calls the person. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => PatientName)
  names: PatientName[];

  /**
   * Birth date, to the year, the month or the day.
   * @example 1991-04-03
   */
  @IsOptional()
  @IsPartialDate()
  birthDate?: string;

  /** Sex assigned at birth: laboratory ranges and pregnancy rules depend on it. */
  @ApiProperty({ enum: sexesAtBirth })
  @IsIn(sexesAtBirth)
  sexAtBirth: SexAtBirth;

  /**
   * The gender that the person lives in, in the person's own word.
   * @example female
   */
  @IsOptional()
  @IsText({ max: 60 })
  gender?: string;

  /** Telephone numbers. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => PatientPhone)
  phones?: PatientPhone[];

  /** E-mail addresses. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => PatientEmail)
  emails?: PatientEmail[];

  /** Postal addresses. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => PatientAddress)
  addresses?: PatientAddress[];

  /** Numbers from authorities; each belongs to one patient of the clinic. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => PatientIdentifier)
  identifiers?: PatientIdentifier[];

  /** Fitzpatrick skin type; clinical, so not shown to a receptionist. */
  @ApiProperty({ enum: skinTypes, required: false })
  @IsOptional()
  @IsIn(skinTypes)
  skinType?: (typeof skinTypes)[number];

  /**
   * The language in which to speak to the person, as a BCP 47 tag.
   * @example en-IN
   */
  @IsOptional()
  @IsLocale()
  @MaxLength(35)
  preferredLanguage?: string;

  /** Whom to call. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EmergencyContact)
  emergencyContact?: EmergencyContact;

  /** By which ways the patient wants to hear from the clinic. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CommunicationPreferences)
  communicationPreferences?: CommunicationPreferences;
}

const settableStatuses = ['active', 'inactive', 'deceased'] as const;

/** What can be changed of a patient. */
export class PatientChange extends PatientInput {
  /** Whether the person is treated at present. `merged` comes from merging alone. */
  @ApiProperty({ enum: settableStatuses })
  @IsIn(settableStatuses)
  status: (typeof settableStatuses)[number];

  /**
   * The day of the death, to the year, the month or the day; left out where nobody knows it. It needs the status `deceased`, and goes with it.
   * @example 2026-11-12
   */
  @IsOptional()
  @IsPartialDate()
  deceasedOn?: string;
}

/** A record that was merged into another one: the person is still found by it. */
export class MergedRecord implements domain.MergedRecord {
  /** The merged record's id. */
  id: string;

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
  mergedAt: string;
}

/** A person whom the clinic treats. */
export class PatientResponse extends PatientInput {
  /** The patient's id. */
  id: string;

  /**
   * The clinic's own number of the record: unique, with gaps, never given again.
   * @example P000042
   */
  medicalRecordNumber: string;

  /** Whether the person is treated at present. */
  @ApiProperty({ enum: patientStatuses })
  status: PatientStatus;

  /** The day of the death, to the year, the month or the day; left out where nobody knows it, and for whom is alive. */
  deceasedOn?: string;

  /** The record into which this one was merged; null otherwise. */
  mergedInto: string | null;

  /** The records that were merged into this one, however many merges ago; their numbers, names and identifiers find it. */
  mergedRecords: MergedRecord[];

  /** When the person was registered, in UTC. */
  createdAt: string;

  /** When the record was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}

/** A patient who was found. */
export class FoundPatient extends PatientResponse {
  /** The merged record by which the patient was found; absent where the record in the answer was asked for by what is its own. */
  foundBy?: MergedRecord;
}

/** Which patients to show. Conditions are joined by "and". */
export class PatientQuery extends PageQuery {
  /**
   * Names in any order and script, also misspelt a little; telephone digits; a record number. The best 200 matches, best first. What a merged
   * record was called finds the one that survives, and `foundBy` says so.
   * @example asha rao
   */
  @IsOptional()
  @IsText({ max: 200 })
  query?: string;

  /**
   * Names in any order and script, also misspelt a little.
   * @example asha
   */
  @IsOptional()
  @IsText({ max: 200 })
  name?: string;

  /**
   * A telephone number, or its last digits, four at least.
   * @example 12345678
   */
  @IsOptional()
  @Matches(/^[\d\s+().-]{4,40}$/)
  phone?: string;

  /**
   * Born on that day, or in that month or year.
   * @example 1991
   */
  @IsOptional()
  @IsPartialDate()
  birthDate?: string;

  /**
   * An identifier, as `system|value`.
   * @example https://healthid.abdm.gov.in|91-1234-5678-9012
   */
  @IsOptional()
  @Matches(/^[^|]{1,300}\|[^|]{1,100}$/)
  identifier?: string;

  /** Changed at this instant or later. */
  @IsOptional()
  @IsInstant()
  updatedSince?: string;

  /** Of this status; without it, all but the merged. */
  @ApiProperty({ enum: patientStatuses, required: false })
  @IsOptional()
  @IsIn(patientStatuses)
  status?: PatientStatus;
}
