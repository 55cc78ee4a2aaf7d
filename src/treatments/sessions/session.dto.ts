import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsNumber, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IsDay, IsIdentifier, IsInstant, IsText } from '../../platform/http/index.js';
import { UsedProduct } from '../../products/index.js';
import { treatments, type Treatment } from '../../patients/index.js';
import { sessionActions, sessionStatuses, type SessionAction, type SessionStatus } from './domain/session-states.js';

const mesotherapyTechniques = ['injection', 'mesogun', 'microneedling'] as const;
const anaesthesiaForms = ['gel', 'injection'] as const;

/** A dose of a local anaesthetic. */
export class AnaestheticDose {
  /**
   * Which one.
   * @example lidocaine
   */
  @IsText({ max: 200 })
  substance: string;

  /** In which form. */
  @ApiProperty({ enum: anaesthesiaForms })
  @IsIn(anaesthesiaForms)
  form: (typeof anaesthesiaForms)[number];

  /**
   * How much, in mg.
   * @example 40
   */
  @IsNumber()
  @Min(0)
  @Max(1000)
  milligrams: number;

  /** When it was given. */
  @IsInstant()
  givenAt: string;
}

/** What was done in a session of mesotherapy. */
export class MesotherapyPart {
  /** How it was given; the limits of depth are the injections'. */
  @ApiProperty({ enum: mesotherapyTechniques })
  @IsIn(mesotherapyTechniques)
  technique: (typeof mesotherapyTechniques)[number];

  /**
   * Depth in mm, within the protocol of the plan; as shipped 1 to 4 for injections (S0-30).
   * @example 2
   */
  @IsNumber()
  @Min(0)
  @Max(20)
  depthMm: number;

  /**
   * Angle of the needle in degrees, within the protocol of the plan; as shipped 30 to 90.
   * @example 45
   */
  @IsOptional()
  @IsNumber()
  angleDegrees?: number;

  /**
   * Gauge of the needle, within the protocol of the plan; as shipped 27 to 32.
   * @example 30
   */
  @IsOptional()
  @IsInt()
  needleGauge?: number;

  /**
   * Volume of a shot in mL: about a drop, as shipped 0.02 to 0.1 (S0-32).
   * @example 0.05
   */
  @IsOptional()
  @IsNumber()
  volumePerShotMl?: number;

  /**
   * Number of shots; as shipped at most 10 mL a session in all.
   * @example 80
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2000)
  shots?: number;

  /**
   * What was injected.
   * @example ["biotin", "D-panthenol"]
   */
  @IsArray()
  @ArrayMaxSize(50)
  @IsText({ max: 200, each: true })
  substances: string[];
}

/** What was done in a sitting of scalp micropigmentation. */
export class MicropigmentationPart {
  /**
   * Needles in a cartridge, within the protocol of the plan; as shipped 1 to 3 (S1-28).
   * @example 3
   */
  @IsInt()
  needlesPerCartridge: number;

  /**
   * Depth in mm, within the protocol of the plan; as shipped 0.3 to 2, upper dermis.
   * @example 0.8
   */
  @IsOptional()
  @IsNumber()
  depthMm?: number;

  /**
   * Diameter of a dot in mm; as shipped under 1 (S1-18).
   * @example 0.6
   */
  @IsOptional()
  @IsNumber()
  @Min(0)
  dotDiameterMm?: number;

  /**
   * How often the needle went over the area.
   * @example 2
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20)
  passes?: number;

  /**
   * Shades of pigment, the lighter first (S2-06).
   * @example ["light brown", "dark brown"]
   */
  @IsArray()
  @ArrayMaxSize(20)
  @IsText({ max: 100, each: true })
  shades: string[];

  /** Whether the hair was trimmed (S1-23). */
  @ApiProperty({ enum: ['yes', 'no'] })
  @IsIn(['yes', 'no'])
  hairTrimmed: 'yes' | 'no';

  /** Why it was not. */
  @IsOptional()
  @IsText({ max: 1000 })
  hairNotTrimmedReason?: string;
}

/** The record of a session. */
export class SessionRecordInput {
  /** When the work ended; now, when left out. */
  @IsOptional()
  @IsInstant()
  endedAt?: string;

  /** For a session of mesotherapy. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MesotherapyPart)
  mesotherapy?: MesotherapyPart;

  /** For a sitting of scalp micropigmentation. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MicropigmentationPart)
  micropigmentation?: MicropigmentationPart;

  /**
   * Zones that were treated.
   * @example ["vertex"]
   */
  @IsArray()
  @ArrayMaxSize(30)
  @IsText({ max: 100, each: true })
  zones: string[];

  /** Local anaesthetic, dose by dose. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AnaestheticDose)
  anaesthetic?: AnaestheticDose[];

  /** What was used of which lots: it leaves the stock, and the patient is among those who received the lot. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => UsedProduct)
  products?: UsedProduct[];

  /** Anything else. */
  @IsOptional()
  @IsText({ max: 5000 })
  note?: string;
}

/** Who gives the session. */
export class SessionStartInput {
  /** Who gives it; the caller, when left out. */
  @IsOptional()
  @IsIdentifier()
  performedBy?: string;

  /** The dermatologist under whom a technician works. */
  @IsOptional()
  @IsIdentifier()
  supervisedBy?: string;

  /** What is to be used today, by name: an allergy to it rules the session out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsText({ max: 200, each: true })
  ingredients?: string[];

  /** Products of the clinic that are to be used today, by id: an allergy to what is in them rules the session out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsIdentifier({ each: true })
  products?: string[];
}

/** What can be changed of a session before it begins. */
export class SessionChange {
  /**
   * The day, in the clinic's time zone.
   * @example 2026-12-15
   */
  @IsDay()
  scheduledOn: string;
}

/** One session of a plan. */
export class SessionResponse extends SessionChange {
  /** The session's id. */
  id: string;

  /** The plan. */
  planId: string;

  /** The patient. */
  patientId: string;

  /** The treatment. */
  @ApiProperty({ enum: treatments })
  treatment: Treatment;

  /** Its number in the series, from 1. */
  number: number;

  /** The missed session in whose place this one stands; null for one of the series as it was planned. */
  replaces: string | null;

  /** Where it is on its way. */
  @ApiProperty({ enum: sessionStatuses })
  status: SessionStatus;

  /** The actions that this state allows. */
  @ApiProperty({ enum: sessionActions, isArray: true })
  allowed: SessionAction[];

  /** When it was started, in UTC. */
  startedAt: string | null;

  /** When it ended, in UTC. */
  endedAt: string | null;

  /** The check of that day, with which it was started. */
  contraindicationCheckId: string | null;

  /** Who gave it. */
  performedBy: string | null;

  /** The dermatologist who supervised it. */
  supervisedBy: string | null;

  /** What was done; null before it is completed. */
  @ApiProperty({ type: () => SessionRecordInput, nullable: true })
  record: SessionRecordInput | null;

  /** Why it was cancelled or moved. */
  reason: string | null;

  /** When it was planned, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}
