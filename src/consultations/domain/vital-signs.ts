import type { Quantity } from '../../kernel/quantity.js';

/** In mmHg. */
export interface BloodPressure {
  systolic: number;
  diastolic: number;
}

export interface VitalSigns {
  /** An instant. */
  measuredAt: string;
  bloodPressure?: BloodPressure;
  /** Beats a minute. */
  heartRate?: number;
  bodyWeight?: Quantity;
  bodyHeight?: Quantity;
}
