/** What a clinic charges, and what decides it. */
import { fieldError } from '../../kernel/field-error.js';
import { enumOf } from '../../kernel/enumeration.js';
import { isDecimal, money, isMore, type Decimal } from './money.js';
import type { FieldError } from '../../kernel/failure.js';
import type { Treatment } from '../../kernel/treatment.js';

/** What the price of a session depends on: seven factors for mesotherapy (S0-34), of which the number of sessions is the series itself; the case for micropigmentation (S1-39). */
export const factors = enumOf('PriceFactor', ['area', 'extent', 'dosage', 'actives', 'location', 'expertise', 'case']);
export type Factor = (typeof factors)[number];

/** One way that a factor can be, and what it adds to or takes from the usual price of a session. */
interface FactorOption {
  factor: Factor;
  /** Unique among the options of the factor. */
  option: string;
  title: string;
  /** Per cent of the usual price of a session: `20` adds a fifth, `-10` takes a tenth. */
  percent: Decimal;
}

export interface TreatmentPrice {
  treatment: Treatment;
  /** Amounts for one session, before tax unless it is included. */
  perSession: { low: Decimal; usual: Decimal; high: Decimal };
  options: FactorOption[];
}

export interface PriceList {
  treatments: TreatmentPrice[];
  tax: { percent: Decimal; included: boolean };
  /** How long an estimate may be accepted. */
  validityDays: number;
  /** By how many per cent a final bill may differ: above the first it is told, above the second it needs a reason. */
  tolerance: { toldAbovePercent: Decimal; reasonAbovePercent: Decimal };
}

/** What the documents name as deciding the price of micropigmentation (S3-37). By how much, they leave to the clinic. */
const shippedCases: FactorOption[] = [
  ['transplants-unsatisfactory', 'Several transplants without the result that was wished'],
  ['diffuse-thinning', 'Diffuse thinning'],
  ['no-surgery-wanted', 'No surgery wanted'],
  ['extensive-alopecia', 'Extensive alopecia: totalis or universalis'],
  ['cancer-treatment', 'Alopecia from the treatment of cancer'],
  ['genetic-alopecia', 'Genetic alopecia'],
].map(([option, title]) => ({ factor: 'case', option: option!, title: title!, percent: '0' }));

/**
 * Until the clinic sets its own: prices of a session in rupees as the clinic's documents name them (S0-33, S1-39), their middle as the
 * usual one, the tolerance of 5 to 10 % (S3-38). No factor changes the price before the clinic says by how much, and no tax is added.
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

const priceErrors = ({ perSession: { low, usual, high } }: TreatmentPrice, at: string): FieldError[] => {
  if (![low, usual, high].every(isDecimal)) return [];
  const [least, middle, most] = [low, usual, high].map((text) => money(text, 'XXX')) as [
    ReturnType<typeof money>,
    ReturnType<typeof money>,
    ReturnType<typeof money>,
  ];
  return isMore(least, middle) || isMore(middle, most)
    ? [{ pointer: `${at}/perSession`, code: 'out-of-order', detail: 'low is at most usual, and usual at most high: put the three in this order.' }]
    : [];
};

const duplicates = <T>(all: readonly T[], key: (item: T) => string, at: (index: number) => string, detail: string): FieldError[] => {
  const seen = new Set<string>();
  return all.flatMap((item, index) => {
    const repeated = seen.has(key(item));
    seen.add(key(item));
    return repeated ? [{ pointer: at(index), code: 'duplicate', detail }] : [];
  });
};

/** What is wrong with a price list beyond the form of its members. */
export const priceListErrors = (list: PriceList): FieldError[] => [
  ...duplicates(
    list.treatments,
    (treatmentPrice) => treatmentPrice.treatment,
    (index) => `/treatments/${index}/treatment`,
    'This treatment has a price already.',
  ),
  ...list.treatments.flatMap((treatment, index) => [
    ...priceErrors(treatment, `/treatments/${index}`),
    ...duplicates(
      treatment.options,
      ({ factor, option }) => `${factor}/${option}`,
      (at) => `/treatments/${index}/options/${at}/option`,
      'The factor has this option already.',
    ),
  ]),
  ...(isMore(money(list.tolerance.toldAbovePercent, 'XXX'), money(list.tolerance.reasonAbovePercent, 'XXX'))
    ? [fieldError('/tolerance', 'out-of-order', 'What is told begins no later than what needs a reason.')]
    : []),
];
