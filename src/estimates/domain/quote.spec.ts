import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createMoney, sumMoney, formatDecimal } from './money.js';
import { validatePriceList, shippedPriceList, type PriceList } from './price-list.js';
import { computeBill, listCauses, findPrice, computeQuote, computeRange, type BillLine } from './quote.js';

const list: PriceList = {
  ...shippedPriceList,
  treatments: [
    {
      treatment: 'mesotherapy',
      perSession: { low: '1200.00', usual: '2500.00', high: '4500.00' },
      options: [
        { factor: 'area', option: 'large', title: 'Large', percent: '20' },
        { factor: 'extent', option: 'early', title: 'Early', percent: '-10' },
        { factor: 'case', option: 'free', title: 'Free', percent: '-150' },
      ],
    },
  ],
  tax: { percent: '18', included: false },
};
const mesotherapy = findPrice(list, 'mesotherapy')!;
const quoted = (request: Partial<Parameters<typeof computeQuote>[2]> = {}, of: PriceList = list) =>
  computeQuote(of, mesotherapy, { sessions: 8, factors: [], discount: null, ...request }, 'INR');

describe('a price list', () => {
  it('is shipped without an error', () => expect(validatePriceList(shippedPriceList)).toEqual([]));

  it('names what is out of order and what stands twice', () => {
    const wrong: PriceList = {
      ...list,
      treatments: [
        { ...mesotherapy, perSession: { low: '5000', usual: '2500', high: '4500' }, options: [...mesotherapy.options, mesotherapy.options[0]!] },
        mesotherapy,
      ],
      tolerance: { toldAbovePercent: '10', reasonAbovePercent: '5' },
    };
    expect(validatePriceList(wrong).map(({ pointer }) => pointer)).toEqual([
      '/treatments/1/treatment',
      '/treatments/0/perSession',
      '/treatments/0/options/3/option',
      '/tolerance',
    ]);
  });
});

describe('the range before a consultation', () => {
  it('is from the lowest to the highest price, with tax', () => {
    expect(computeRange(list, mesotherapy, 8, 'INR')).toEqual({
      perSession: { low: '1200.00', high: '4500.00' },
      total: { low: '11328.00', high: '42480.00' },
    });
  });
});

describe('a quote', () => {
  it('starts from the usual price, and shows what each factor makes', () => {
    const { quote } = quoted({
      factors: [
        { factor: 'area', option: 'large' },
        { factor: 'extent', option: 'early' },
      ],
      discount: { reason: 'Paid in advance', percent: '5' },
    });
    expect(quote).toEqual({
      sessions: 8,
      usualPerSession: '2500.00',
      factors: [
        { factor: 'area', option: 'large', title: 'Large', percent: '20', amount: '500.00' },
        { factor: 'extent', option: 'early', title: 'Early', percent: '-10', amount: '-250.00' },
      ],
      perSession: '2750.00',
      subtotal: '22000.00',
      discount: { reason: 'Paid in advance', percent: '5', taken: '1100.00' },
      tax: { percent: '18', included: false, amount: '3762.00' },
      total: '24662.00',
    });
  });

  it('contains the tax where the prices do', () => {
    const { quote } = quoted({ sessions: 1 }, { ...list, tax: { percent: '18', included: true } });
    expect(quote).toMatchObject({ tax: { amount: '381.36' }, total: '2500.00' });
  });

  it.each([
    ['an option that is not on the list', { factors: [{ factor: 'area' as const, option: 'huge' }] }, '/factors/0/option'],
    [
      'a factor twice',
      {
        factors: [
          { factor: 'area' as const, option: 'large' },
          { factor: 'area' as const, option: 'large' },
        ],
      },
      '/factors/1/factor',
    ],
    ['factors that take more than there is', { factors: [{ factor: 'case' as const, option: 'free' }] }, '/factors'],
    ['a discount that does', { discount: { reason: 'x', amount: '20000.01' } }, '/discount'],
  ])('refuses %s', (_what, request, pointer) => expect(quoted(request).errors.map((error) => error.pointer)).toEqual([pointer]));
});

describe('a bill', () => {
  const line = (quantity: number, unitPrice: string, kind: BillLine['kind'] = 'session'): BillLine => ({ kind, description: 'x', quantity, unitPrice });

  it('explains in what it differs', () => {
    const { quote } = quoted();
    const bill = computeBill([line(10, '2600.00'), line(1, '300.00', 'other')], { reason: 'x', amount: '100.00' }, list.tax, 'INR');
    expect(bill.total).toBe('30916.00');
    expect(listCauses(quote!, bill, 'INR')).toEqual([
      { cause: 'sessions', amount: '5000.00' },
      { cause: 'price-per-session', amount: '1000.00' },
      { cause: 'other-items', amount: '300.00' },
      { cause: 'discount', amount: '-100.00' },
      { cause: 'tax', amount: '1116.00' },
    ]);
  });

  it('has causes that add up to the whole difference, always', () => {
    const amount = fc.integer({ min: 0, max: 9_999_99 }).map((paise) => (paise / 100).toFixed(2));
    const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), amount, fc.constantFrom('session' as const, 'other' as const)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 40 }), fc.boolean(), (written, sessions, percent, included) => {
        const of = { ...list, tax: { percent: '18', included } };
        const { quote } = computeQuote(of, mesotherapy, { sessions, factors: [], discount: { reason: 'x', percent: String(percent) } }, 'INR');
        const bill = computeBill(
          written.map(([quantity, price, kind]) => line(quantity, price, kind)),
          null,
          of.tax,
          'INR',
        );
        const difference = sumMoney([createMoney(bill.total, 'INR'), createMoney(`-${quote!.total}`, 'INR')], 'INR');
        const explained = sumMoney(
          listCauses(quote!, bill, 'INR').map((cause) => createMoney(cause.amount, 'INR')),
          'INR',
        );
        expect(formatDecimal(explained)).toBe(formatDecimal(difference));
      }),
    );
  });
});
