import type { Quantity } from '../../kernel/quantity.js';

/** Blood pressure in mmHg. */
export interface BloodPressure {
  systolic: number;
  diastolic: number;
}

export interface VitalSigns {
  /** When the vital signs were measured. */
  measuredAt: string;
  bloodPressure?: BloodPressure;
  /** The heart rate in beats per minute. */
  heartRate?: number;
  bodyWeight?: Quantity;
  bodyHeight?: Quantity;
}
