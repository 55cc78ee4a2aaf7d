import { Type } from 'class-transformer';
import { IsInt, IsNumber, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { InLife, IsInstant, QuantityDto } from '../platform/http/index.js';
import type * as domain from './domain/vital-signs.js';

/** Blood pressure in mm[Hg]. */
export class BloodPressure implements domain.BloodPressure {
  /**
   * Systolic, in mm[Hg], 40 to 300.
   * @example 118
   */
  @IsNumber()
  @Min(40)
  @Max(300)
  systolic: number;

  /**
   * Diastolic, in mm[Hg], 20 to 200; lower than the systolic.
   * @example 76
   */
  @IsNumber()
  @Min(20)
  @Max(200)
  diastolic: number;
}

/** Vital signs, measured at the consultation. */
export class VitalSigns implements domain.VitalSigns {
  /**
   * When they were measured.
   * @example 2026-01-20T10:20:00+05:30
   */
  @IsInstant()
  @InLife()
  measuredAt: string;

  /** Blood pressure. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BloodPressure)
  bloodPressure?: BloodPressure;

  /**
   * Beats a minute, 20 to 250.
   * @example 72
   */
  @IsOptional()
  @IsInt()
  @Min(20)
  @Max(250)
  heartRate?: number;

  /** Body weight in a unit of mass, 2 to 400 kg. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityDto)
  bodyWeight?: QuantityDto;

  /** Body height in a unit of length, 40 to 250 cm. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityDto)
  bodyHeight?: QuantityDto;
}
