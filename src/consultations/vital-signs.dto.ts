import { CheckedBy, Decimal, InLife, Instant, Nested, Optional, MeasuredQuantity, Whole } from '../platform/http/index.js';
import { validateVitalSigns } from './domain/vital-sign-errors.js';
import type * as domain from './domain/vital-signs.js';

/** Blood pressure in mm[Hg]. */
export class BloodPressure implements domain.BloodPressure {
  /**
   * Systolic pressure, in mm[Hg], 40 to 300.
   * @example 118
   */
  @Decimal({ min: 40, max: 300 }) systolic: number;

  /**
   * Diastolic pressure, in mm[Hg], 20 to 200; lower than the systolic pressure.
   * @example 76
   */
  @Decimal({ min: 20, max: 200 }) diastolic: number;
}

/** Vital signs, measured at the consultation. */
@CheckedBy<VitalSigns>((signs, { now }) => validateVitalSigns(signs, '', now))
export class VitalSigns implements domain.VitalSigns {
  /**
   * When the vital signs were measured.
   * @example 2026-01-20T10:20:00+05:30
   */
  @Instant() @InLife() measuredAt: string;

  /** Blood pressure. */
  @Optional() @Nested(BloodPressure) bloodPressure?: BloodPressure;

  /**
   * The heart rate in beats per minute, 20 to 250.
   * @example 72
   */
  @Optional() @Whole({ min: 20, max: 250 }) heartRate?: number;

  /** Body weight in a unit of mass, 2 to 400 kg. */
  @Optional() @Nested(MeasuredQuantity) bodyWeight?: MeasuredQuantity;

  /** Body height in a unit of length, 40 to 250 cm. */
  @Optional() @Nested(MeasuredQuantity) bodyHeight?: MeasuredQuantity;
}
