/** What a product must say of itself, by its kind. */
import { fieldError } from '../../kernel/field-error.js';
import { enumOf } from '../../kernel/enumeration.js';
import type { FieldError } from '../../kernel/failure.js';
import { checkUnit, convertUnit, isAtc } from '../../terminology/index.js';

export const productKinds = enumOf('ProductKind', ['mesotherapy-solution', 'pigment', 'anaesthetic', 'needle', 'cartridge', 'other']);
export type ProductKind = (typeof productKinds)[number];

export interface DescribedProduct {
  kind: ProductKind;
  ingredients: readonly DescribedIngredient[];
  stockUnit: string;
  storage?: { minimumCelsius?: number; maximumCelsius?: number } | null;
  pigment?: object | null;
  needle?: { needlesPerCartridge?: number } | null;
}

interface DescribedIngredient {
  code?: { system: string; code: string } | null;
  concentration?: { value: number; unit: string } | null;
}

/** What these put into the skin must be known, or an allergy to it would go unnoticed. */
const withIngredients: readonly ProductKind[] = ['mesotherapy-solution', 'pigment', 'anaesthetic'];
const withNeedle: readonly ProductKind[] = ['needle', 'cartridge'];

/** Whether a product of this kind is a bare instrument: where nobody names an ingredient of it, it has none. */
export const isInstrument = (kind: ProductKind): boolean => withNeedle.includes(kind);

/** What is wrong with the unit; empty where UCUM knows it. */
export const unitErrors = (unit: string, pointer: string): FieldError[] => {
  const { valid, suggestion } = checkUnit(unit);
  if (valid) return [];
  const guess = suggestion ? ` "${suggestion}" may be meant.` : '';
  return [{ pointer, code: 'unknown-unit', detail: `"${unit}" is not a UCUM unit.${guess}` }];
};

/** More than a hundred of a hundred, or more mass in a volume than any ingredient has by itself. */
const DENSEST_GRAMS_A_MILLILITRE = 10;
const isMoreThanAll = ({ value, unit }: { value: number; unit: string }): boolean => {
  const [share, density] = [convertUnit(value, unit, '%'), convertUnit(value, unit, 'g/mL')];
  return (typeof share === 'number' && share > 100) || (typeof density === 'number' && density > DENSEST_GRAMS_A_MILLILITRE);
};

const ingredientErrors = ({ code, concentration }: DescribedIngredient, pointer: string): FieldError[] => [
  ...(code && (code.system !== 'atc' || !isAtc(code.code))
    ? [fieldError(`${pointer}/code`, 'invalid-code', 'An ingredient is coded by ATC, such as N01BB02.')]
    : []),
  ...(concentration ? unitErrors(concentration.unit, `${pointer}/concentration/unit`) : []),
  ...(concentration && concentration.value <= 0 ? [fieldError(`${pointer}/concentration/value`, 'out-of-range', 'A concentration is more than 0.')] : []),
  ...(concentration && isMoreThanAll(concentration)
    ? [fieldError(`${pointer}/concentration/value`, 'implausible-value', 'Nothing holds more of an ingredient than the whole of it: look at the number and its unit.')]
    : []),
];

const storageErrors = ({ storage }: DescribedProduct): FieldError[] =>
  storage?.minimumCelsius !== undefined && storage.maximumCelsius !== undefined && storage.minimumCelsius > storage.maximumCelsius
    ? [{ pointer: '/storage/maximumCelsius', code: 'out-of-range', detail: 'The highest temperature lies below the lowest, minimumCelsius: send that or more.' }]
    : [];

const partErrors = ({ kind, pigment, needle, ingredients }: DescribedProduct): FieldError[] => [
  ...(withIngredients.includes(kind) && ingredients.length === 0
    ? [fieldError('/ingredients', 'required', `What is in a product of the kind "${kind}" must be known: an allergy to it rules a treatment out.`)]
    : []),
  ...(kind === 'pigment' && !pigment ? [fieldError('/pigment', 'required', 'A pigment has a shade: send pigment.')] : []),
  ...(kind !== 'pigment' && pigment ? [fieldError('/pigment', 'not-allowed', 'Only a product of the kind "pigment" has a shade: leave it out.')] : []),
  ...(!withNeedle.includes(kind) && needle ? [fieldError('/needle', 'not-allowed', 'Only a needle or a cartridge has needles: leave it out.')] : []),
];

/** Everything in which the product is not one of its kind. */
export const productErrors = (product: DescribedProduct): FieldError[] => [
  ...partErrors(product),
  ...product.ingredients.flatMap((ingredient, index) => ingredientErrors(ingredient, `/ingredients/${index}`)),
  ...unitErrors(product.stockUnit, '/stockUnit'),
  ...storageErrors(product),
];
