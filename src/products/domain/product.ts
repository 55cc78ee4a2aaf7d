/** Validates a product by its kind. */
import { createFieldError } from '../../kernel/field-error.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { FieldError } from '../../kernel/failure.js';
import { checkUnit, convertUnit, isAtc } from '../../terminology/index.js';

export const productKinds = declareEnumeration('ProductKind', ['mesotherapy-solution', 'pigment', 'anaesthetic', 'needle', 'cartridge', 'other']);
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

/** The kinds that must name their ingredients: an allergy to something put into the skin would go unnoticed otherwise. */
const withIngredients: readonly ProductKind[] = ['mesotherapy-solution', 'pigment', 'anaesthetic'];
const withNeedle: readonly ProductKind[] = ['needle', 'cartridge'];

/** Whether a product of this kind is an instrument, which has no ingredients unless some are named. */
export const isInstrument = (kind: ProductKind): boolean => withNeedle.includes(kind);

/** Validates a unit; answers no error where UCUM has the unit. */
export const validateUnit = (unit: string, pointer: string): FieldError[] => {
  const { valid, suggestion } = checkUnit(unit);
  if (valid) return [];
  const guess = suggestion ? ` "${suggestion}" may be meant.` : '';
  return [{ pointer, code: 'unknown-unit', detail: `"${unit}" is not a UCUM unit.${guess}` }];
};

/** The upper limit of a concentration: more than 100 %, or more mass in a volume than any substance has, is an error. */
const DENSEST_GRAMS_A_MILLILITRE = 10;
const isMoreThanAll = ({ value, unit }: { value: number; unit: string }): boolean => {
  const [share, density] = [convertUnit(value, unit, '%'), convertUnit(value, unit, 'g/mL')];
  return (typeof share === 'number' && share > 100) || (typeof density === 'number' && density > DENSEST_GRAMS_A_MILLILITRE);
};

const validateIngredient = ({ code, concentration }: DescribedIngredient, pointer: string): FieldError[] => [
  ...(code && (code.system !== 'atc' || !isAtc(code.code))
    ? [createFieldError(`${pointer}/code`, 'invalid-code', 'An ingredient is coded by ATC, such as N01BB02.')]
    : []),
  ...(concentration ? validateUnit(concentration.unit, `${pointer}/concentration/unit`) : []),
  ...(concentration && concentration.value <= 0 ? [createFieldError(`${pointer}/concentration/value`, 'out-of-range', 'A concentration is more than 0.')] : []),
  ...(concentration && isMoreThanAll(concentration)
    ? [
        createFieldError(
          `${pointer}/concentration/value`,
          'implausible-value',
          'Nothing holds more of an ingredient than the whole of it: look at the number and its unit.',
        ),
      ]
    : []),
];

const validateStorage = ({ storage }: DescribedProduct): FieldError[] =>
  storage?.minimumCelsius !== undefined && storage.maximumCelsius !== undefined && storage.minimumCelsius > storage.maximumCelsius
    ? [
        {
          pointer: '/storage/maximumCelsius',
          code: 'out-of-range',
          detail: 'The highest temperature lies below the lowest, minimumCelsius: send that or more.',
        },
      ]
    : [];

const validateParts = ({ kind, pigment, needle, ingredients }: DescribedProduct): FieldError[] => [
  ...(withIngredients.includes(kind) && ingredients.length === 0
    ? [createFieldError('/ingredients', 'required', `What is in a product of the kind "${kind}" must be known: an allergy to it rules a treatment out.`)]
    : []),
  ...(kind === 'pigment' && !pigment ? [createFieldError('/pigment', 'required', 'A pigment has a shade: send pigment.')] : []),
  ...(kind !== 'pigment' && pigment ? [createFieldError('/pigment', 'not-allowed', 'Only a product of the kind "pigment" has a shade: leave it out.')] : []),
  ...(!withNeedle.includes(kind) && needle ? [createFieldError('/needle', 'not-allowed', 'Only a needle or a cartridge has needles: leave it out.')] : []),
];

/** Lists everything in which a product breaks the rules of its kind. */
export const validateProduct = (product: DescribedProduct): FieldError[] => [
  ...validateParts(product),
  ...product.ingredients.flatMap((ingredient, index) => validateIngredient(ingredient, `/ingredients/${index}`)),
  ...validateUnit(product.stockUnit, '/stockUnit'),
  ...validateStorage(product),
];
