/** The price list of a clinic, and the factors of its prices. */
import { createFieldError } from '../../kernel/field-error.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { isDecimal, createMoney, isMore, type Decimal } from './money.js';
import type { FieldError } from '../../kernel/failure.js';
import type { Treatment } from '../../kernel/treatment.js';

/**
 * The factors of the price of a session: seven for mesotherapy (S0-34), of which one is the number of sessions, given by the series itself;
 * the case for micropigmentation (S1-39).
 */
export const factors = declareEnumeration('PriceFactor', ['area', 'extent', 'dosage', 'actives', 'location', 'expertise', 'case']);
export type Factor = (typeof factors)[number];

/** One option of a factor, with its effect on the usual price of a session. */
interface FactorOption {
  factor: Factor;
  /** The name of the option, unique within the factor. */
  option: string;
  title: string;
  /** The effect in per cent of the usual price of a session: `20` adds a fifth, `-10` takes a tenth. */
  percent: Decimal;
}

export interface TreatmentPrice {
  treatment: Treatment;
  /** The prices of one session. They exclude tax, unless the tax is included. */
  perSession: { low: Decimal; usual: Decimal; high: Decimal };
  options: FactorOption[];
}

export interface PriceList {
  treatments: TreatmentPrice[];
  tax: { percent: Decimal; included: boolean };
  /** The number of days for which a quote may be accepted. */
  validityDays: number;
  /** The allowed difference of a final bill in per cent: above the first limit the patient is told, above the second the bill needs a reason. */
  tolerance: { toldAbovePercent: Decimal; reasonAbovePercent: Decimal };
}

/** The cases that decide the price of micropigmentation by the documents (S3-37). The documents leave their effect to the clinic. */
const shippedCases: FactorOption[] = [
  ['transplants-unsatisfactory', 'Several transplants without the result that was wished'],
  ['diffuse-thinning', 'Diffuse thinning'],
  ['no-surgery-wanted', 'No surgery wanted'],
  ['extensive-alopecia', 'Extensive alopecia: totalis or universalis'],
  ['cancer-treatment', 'Alopecia from the treatment of cancer'],
  ['genetic-alopecia', 'Genetic alopecia'],
].map(([option, title]) => ({ factor: 'case', option: option!, title: title!, percent: '0' }));

/**
 * The price list until the clinic sets its own. The prices of a session are those in rupees that the clinic's documents name (S0-33, S1-39).
 * The usual price is their middle, and the tolerance is 5 to 10 % (S3-38). No factor changes the price until the clinic sets its effect, and
 * no tax is added.
 */
export const shippedPriceList: PriceList = {
  treatments: [
    { treatment: 'mesotherapy', perSession: { low: '1200.00', usual: '2850.00', high: '4500.00' }, options: [] },
    { treatment: 'scalp-micropigmentation', perSession: { low: '15000.00', usual: '22500.00', high: '30000.00' }, options: shippedCases },
  ],
  tax: { percent: '0', included: true },
  validityDays: 30,
  tolerance: { toldAbovePercent: '5', reasonAbovePercent: '10' },
};

const validatePrice = ({ perSession: { low, usual, high } }: TreatmentPrice, at: string): FieldError[] => {
  if (![low, usual, high].every(isDecimal)) return [];
  const [least, middle, most] = [low, usual, high].map((text) => createMoney(text, 'XXX')) as [
    ReturnType<typeof createMoney>,
    ReturnType<typeof createMoney>,
    ReturnType<typeof createMoney>,
  ];
  return isMore(least, middle) || isMore(middle, most)
    ? [{ pointer: `${at}/perSession`, code: 'out-of-order', detail: 'low is at most usual, and usual at most high: put the three in this order.' }]
    : [];
};

const validateUniqueness = <T>(all: readonly T[], key: (item: T) => string, at: (index: number) => string, detail: string): FieldError[] => {
  const seen = new Set<string>();
  return all.flatMap((item, index) => {
    const repeated = seen.has(key(item));
    seen.add(key(item));
    return repeated ? [{ pointer: at(index), code: 'duplicate', detail }] : [];
  });
};

/** Lists errors of a price list beyond the form of its members. */
export const validatePriceList = (list: PriceList): FieldError[] => [
  ...validateUniqueness(
    list.treatments,
    (treatmentPrice) => treatmentPrice.treatment,
    (index) => `/treatments/${index}/treatment`,
    'This treatment has a price already.',
  ),
  ...list.treatments.flatMap((treatment, index) => [
    ...validatePrice(treatment, `/treatments/${index}`),
    ...validateUniqueness(
      treatment.options,
      ({ factor, option }) => `${factor}/${option}`,
      (at) => `/treatments/${index}/options/${at}/option`,
      'The factor has this option already.',
    ),
  ]),
  ...(isMore(createMoney(list.tolerance.toldAbovePercent, 'XXX'), createMoney(list.tolerance.reasonAbovePercent, 'XXX'))
    ? [createFieldError('/tolerance', 'out-of-order', 'What is told begins no later than what needs a reason.')]
    : []),
];
