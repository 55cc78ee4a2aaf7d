/** Limits of vital signs that concern more than one member. */
import type { FieldError } from '../../kernel/failure.js';
import { validateNotInFuture } from '../../kernel/instant.js';
import { convertUnit } from '../../terminology/index.js';
import type { VitalSigns } from './vital-signs.js';

/** The lowest body mass index, in kg/m2. A value beyond any that was ever measured means that weight and height were confused. */
const SMALLEST_BODY_MASS_INDEX = 6;
const LARGEST_BODY_MASS_INDEX = 250;

const validateBodyMassIndex = ({ bodyWeight, bodyHeight }: VitalSigns, pointer: string): FieldError[] => {
  const kilograms = bodyWeight && convertUnit(bodyWeight.value, bodyWeight.unit, 'kg');
  const metres = bodyHeight && convertUnit(bodyHeight.value, bodyHeight.unit, 'm');
  if (typeof kilograms !== 'number' || typeof metres !== 'number' || metres <= 0) return [];
  const index = kilograms / metres ** 2;
  return index >= SMALLEST_BODY_MASS_INDEX && index <= LARGEST_BODY_MASS_INDEX
    ? []
    : [
        {
          pointer: `${pointer}/bodyHeight`,
          code: 'implausible-value',
          detail: 'Nobody of this height has this weight: look whether they were mistaken for each other.',
        },
      ];
};

/** Finds all errors in vital signs. */
export const validateVitalSigns = (signs: VitalSigns | undefined, pointer: string, now: Date): FieldError[] => {
  if (!signs) return [];
  const errors = validateNotInFuture(signs.measuredAt, `${pointer}/measuredAt`, now);
  if (signs.bloodPressure && signs.bloodPressure.diastolic >= signs.bloodPressure.systolic) {
    errors.push({ pointer: `${pointer}/bloodPressure`, code: 'out-of-range', detail: 'The diastolic pressure must be lower than the systolic.' });
  }
  const within = [
    ['bodyWeight', 'kg', 2, 400],
    ['bodyHeight', 'cm', 40, 250],
  ] as const;
  for (const [field, unit, low, high] of within) {
    const quantity = signs[field];
    const value = quantity && convertUnit(quantity.value, quantity.unit, unit);
    if (value === undefined) continue;
    if (typeof value !== 'number')
      errors.push({ pointer: `${pointer}/${field}/unit`, code: value.problem, detail: `${field} cannot be given in this unit: send it in ${unit}.` });
    else if (value < low || value > high) {
      errors.push({ pointer: `${pointer}/${field}/value`, code: 'implausible-value', detail: `${field} must lie between ${low} and ${high} ${unit}.` });
    }
  }
  return [...errors, ...validateBodyMassIndex(signs, pointer)];
};
