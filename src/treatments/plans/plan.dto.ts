import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IsDay, IsIdentifier, IsText, PageQuery, QuantityDto } from '../../platform/http/index.js';
import { OverrideResponse } from '../../contraindications/index.js';
import { treatments, type Treatment } from '../protocols/protocols.js';
import { planActions, planStatuses, type PlanAction, type PlanStatus } from './domain/plan-states.js';

export const techniques = ['injection', 'mesogun', 'microneedling', 'shaved-look', 'density-fill', 'scar-camouflage', 'hairline', 'beard'] as const;

/** An area to be treated. */
export class PlannedArea {
  /**
   * Which area, as on the clinic's scalp map.
   * @example vertex
   */
  @IsText({ max: 100 })
  zone: string;

  /** Its size, in cm2 or another unit of area. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityDto)
  size?: QuantityDto;
}

/** How the treatment is to be given. */
export class PlannedProtocol {
  /** Technique of mesotherapy, or style of micropigmentation. */
  @ApiProperty({ enum: techniques, required: false })
  @IsOptional()
  @IsIn(techniques)
  technique?: (typeof techniques)[number];
}

/** The series of sessions. */
export class SeriesInput {
  /**
   * How many sessions: mesotherapy 6 to 10 (S0-35), scalp micropigmentation at least 3 (S1-38).
   * @example 8
   */
  @IsInt()
  @Min(1)
  @Max(100)
  sessions: number;

  /**
   * Days between two sessions: mesotherapy 7 to 30, scalp micropigmentation 7 to 28.
   * @example 14
   */
  @IsInt()
  @Min(1)
  @Max(365)
  intervalDays: number;

  /**
   * The day of the first session, in the clinic's time zone.
   * @example 2026-12-01
   */
  @IsDay()
  startOn: string;
}

/** What can be changed of a plan while it is a draft. */
export class PlanChange {
  /** The consultation on which the plan rests; signed by the time it is proposed. */
  @IsIdentifier()
  consultationId: string;

  /** The contraindication check on which the plan rests. */
  @IsIdentifier()
  contraindicationCheckId: string;

  /**
   * Why this treatment.
   * @example Androgenetic alopecia, visible thinning at the crown
   */
  @IsOptional()
  @IsText({ max: 1000 })
  indication?: string;

  /**
   * What the patient hopes for, and what was said about it.
   * @example Denser look at the crown within six months
   */
  @IsOptional()
  @IsText({ max: 5000 })
  goals?: string;

  /** What is to be treated. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => PlannedArea)
  areas?: PlannedArea[];

  /** How it is to be given. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PlannedProtocol)
  protocol?: PlannedProtocol;

  /** The series. */
  @IsObject()
  @ValidateNested()
  @Type(() => SeriesInput)
  series: SeriesInput;
}

/** A plan of a series of sessions. */
export class PlanInput extends PlanChange {
  /** The treatment. */
  @ApiProperty({ enum: treatments })
  @IsIn(treatments)
  treatment: Treatment;
}

/** Why a plan is held or cancelled. */
export class ReasonInput {
  /**
   * Why.
   * @example The patient travels for two months
   */
  @IsText({ max: 2000 })
  reason: string;
}

/** One step that a plan took. */
export class PlanTransition {
  /** What was done. */
  @ApiProperty({ enum: planActions })
  action: PlanAction;

  /** The state before. */
  @ApiProperty({ enum: planStatuses })
  from: PlanStatus;

  /** The state after. */
  @ApiProperty({ enum: planStatuses })
  to: PlanStatus;

  /** Why; null where no reason was asked for. */
  reason: string | null;

  /** The person or client that did it. */
  actorId: string;

  /** When, in UTC. */
  occurredAt: string;
}

/** A plan of a series of sessions. */
export class PlanResponse extends PlanInput {
  /** The plan's id. */
  id: string;

  /** The patient. */
  patientId: string;

  /** Where the plan is on its way. */
  @ApiProperty({ enum: planStatuses })
  status: PlanStatus;

  /** The actions that this state allows. */
  @ApiProperty({ enum: planActions, isArray: true })
  allowed: PlanAction[];

  /** The version of the clinic's protocol with which the plan was made. */
  protocolVersion: number;

  /** The consent on which the plan was accepted; null before. */
  consentId: string | null;

  /**
   * The check that counts now: the newest in which a rule said something else than before, or `contraindicationCheckId`. The plan is screened
   * again whenever something is recorded of the patient or rules are published.
   */
  currentCheckId: string;

  /** What dermatologists have overridden of that check, and what became of the overrides of the check before it. */
  overrides: OverrideResponse[];

  /** Where the plan goes back to when it is resumed; null while it is not on hold. */
  @ApiProperty({ enum: [...planStatuses, null], type: 'string', nullable: true })
  heldFrom: PlanStatus | null;

  /** Every step that the plan took, the oldest first. */
  transitions: PlanTransition[];

  /** Who made the plan. */
  createdBy: string;

  /** When it was made, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}

/** Which plans to show. */
export class PlanQuery extends PageQuery {
  /** Only this patient's. */
  @IsOptional()
  @IsIdentifier()
  patientId?: string;

  /** Only those in this state. */
  @ApiProperty({ enum: planStatuses, required: false })
  @IsOptional()
  @IsIn(planStatuses)
  status?: PlanStatus;
}
