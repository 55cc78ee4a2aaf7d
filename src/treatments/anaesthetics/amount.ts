/** Computes how much of an ingredient is in an amount of a product. */
import { convertUnit } from '../../terminology/index.js';

export interface Quantity {
  value: number;
  unit: string;
}

/** Why the amount of an ingredient cannot be computed. */
export type AmountProblem = 'unknown-concentration' | 'inconvertible-amount';

const MILLIGRAMS_PER_ML_AND_PERCENT = 10;

const convertQuantity = ({ value, unit }: Quantity, to: string): number | null => {
  const converted = convertUnit(value, unit, to);
  return typeof converted === 'number' ? converted : null;
};

/** Converts a concentration to milligrams per millilitre. A percentage of a liquid is mass by volume: 2 % is 20 mg/mL. */
const computeMilligramsPerMillilitre = (concentration: Quantity): number | null =>
  concentration.unit === '%' ? concentration.value * MILLIGRAMS_PER_ML_AND_PERCENT : convertQuantity(concentration, 'mg/mL');

/** Computes the milligrams of an ingredient in an amount of a product: by volume, by mass (a cream), or by the piece. */
export const computeMilligrams = (amount: Quantity, concentration: Quantity | null): number | AmountProblem => {
  if (concentration === null) return 'unknown-concentration';
  const piece = `/${amount.unit}`;
  if (amount.unit.includes('{')) {
    const each = concentration.unit.endsWith(piece)
      ? convertQuantity({ value: concentration.value, unit: concentration.unit.slice(0, -piece.length) }, 'mg')
      : null;
    return each === null ? 'inconvertible-amount' : each * amount.value;
  }
  if (concentration.unit.includes('{')) return 'inconvertible-amount';
  const [volume, mass] = [convertQuantity(amount, 'mL'), convertQuantity(amount, 'g')];
  const [byVolume, byMass] = [computeMilligramsPerMillilitre(concentration), convertQuantity(concentration, 'mg/g')];
  if (volume !== null && byVolume !== null) return volume * byVolume;
  if (mass !== null && byMass !== null) return mass * byMass;
  return 'inconvertible-amount';
};
