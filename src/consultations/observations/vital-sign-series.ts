/** Vital signs as series: the LOINC code of each, and the form of a measurement as an observation. */
import { convertUnit } from '../../terminology/index.js';
import type { ResultRecord } from '../domain/blood-tests/blood-test-record.js';

export interface VitalSign {
  loinc: string;
  display: string;
  /** The path of the vital sign in the vital signs of a visit. */
  path: readonly string[];
  /** The UCUM unit in which measurements are compared. A measurement that was recorded without a unit is in this unit. */
  unit: string;
}

const vitalSigns: readonly VitalSign[] = [
  { loinc: '8480-6', display: 'Systolic blood pressure', path: ['bloodPressure', 'systolic'], unit: 'mm[Hg]' },
  { loinc: '8462-4', display: 'Diastolic blood pressure', path: ['bloodPressure', 'diastolic'], unit: 'mm[Hg]' },
  { loinc: '8867-4', display: 'Heart rate', path: ['heartRate'], unit: '/min' },
  { loinc: '29463-7', display: 'Body weight', path: ['bodyWeight'], unit: 'kg' },
  { loinc: '8302-2', display: 'Body height', path: ['bodyHeight'], unit: 'cm' },
];

export const findVitalSignByLoinc = (code: string): VitalSign | null => vitalSigns.find(({ loinc }) => loinc === code) ?? null;

/** A measurement as it was recorded: a number, or a quantity with its unit. */
export type Measurement = number | { value: number; unit: string };

/** The number of significant digits of a converted value. */
const DIGITS = 6;

/** Turns a measurement into the form of a laboratory result, without a reference range. */
export const toMeasurementResult = ({ loinc, display, unit }: VitalSign, measured: Measurement): ResultRecord => {
  const quantity = typeof measured === 'number' ? { value: measured, unit } : measured;
  const converted = convertUnit(quantity.value, quantity.unit, unit);
  return {
    code: { system: 'loinc', code: loinc, display },
    ...quantity,
    comparator: null,
    text: null,
    referenceRange: null,
    analyte: null,
    canonical: typeof converted === 'number' ? { value: Number(converted.toPrecision(DIGITS)), unit } : null,
    finding: null,
    interpretation: null,
    laboratoryInterpretation: null,
    unread: false,
    rangeUsed: null,
  };
};
