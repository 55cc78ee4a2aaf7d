import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkOutcomes } from '../../../kernel/check-outcome.js';
import { treatments } from '../../../kernel/treatment.js';
import { alertKinds, listAlerts, type AlertFacts } from './alerts.js';

const nothing: AlertFacts = {
  allergies: [],
  criticalResults: [],
  plans: [],
  undecidedEventIds: [],
  consentedTreatments: [],
  mayBePhotographed: false,
  hasPhotographs: false,
  uncountersigned: [],
};
const plan = { id: 'p1', treatment: 'mesotherapy', isOnHold: false, isDraft: false, outcome: 'clear' } as const;
const listKinds = (facts: Partial<AlertFacts>): string[] => listAlerts({ ...nothing, ...facts }).map(({ kind }) => kind);

describe('the alerts of a chart', () => {
  it.each<[string, Partial<AlertFacts>, string[]]>([
    ['nothing known and nothing planned', {}, []],
    ['an allergy', { allergies: [{ id: 'a1', name: 'latex' }] }, ['allergy']],
    ['a critical result', { criticalResults: [{ bloodTestId: 'b1', analyte: 'haemoglobin' }] }, ['critical-result']],
    ['a plan without consents and photographs', { plans: [plan] }, ['treatment-consent-missing', 'photograph-consent-missing', 'photographs-missing']],
    ['a draft, which asks for none of these yet', { plans: [{ ...plan, isDraft: true }] }, []],
    ['a plan with all of them', { plans: [plan], consentedTreatments: ['mesotherapy'], mayBePhotographed: true, hasPhotographs: true }, []],
    [
      'the consent to the other treatment',
      { plans: [plan], consentedTreatments: ['scalp-micropigmentation'], mayBePhotographed: true, hasPhotographs: true },
      ['treatment-consent-missing'],
    ],
    ['a draft that is ruled out', { plans: [{ ...plan, isDraft: true, outcome: 'contraindicated' }] }, ['plan-contraindicated']],
    [
      'a plan on hold that is ruled out',
      { plans: [{ ...plan, isOnHold: true, outcome: 'contraindicated' }], consentedTreatments: ['mesotherapy'], mayBePhotographed: true, hasPhotographs: true },
      ['plan-contraindicated', 'plan-on-hold'],
    ],
    ['an event without a decision', { undecidedEventIds: ['e1'] }, ['adverse-event-undecided']],
    ['a session without its countersignature', { uncountersigned: [{ id: 's1', treatment: 'mesotherapy', number: 2 }] }, ['countersignature-missing']],
  ])('of %s', (_what, facts, kinds) => expect(listKinds(facts)).toEqual(kinds));

  it('come in one order, and none of them goes when something is added', () => {
    const id = fc.constantFrom('1', '2', '3');
    const treatment = fc.constantFrom(...treatments);
    const facts = fc.record<AlertFacts>({
      allergies: fc.array(fc.record({ id, name: fc.constantFrom('latex', null) }), { maxLength: 3 }),
      criticalResults: fc.array(fc.record({ bloodTestId: id, analyte: fc.constant('haemoglobin') }), { maxLength: 2 }),
      plans: fc.array(fc.record({ id, treatment, isOnHold: fc.boolean(), isDraft: fc.boolean(), outcome: fc.constantFrom(...checkOutcomes) }), {
        maxLength: 3,
      }),
      undecidedEventIds: fc.array(id, { maxLength: 2 }),
      consentedTreatments: fc.subarray([...treatments]),
      mayBePhotographed: fc.boolean(),
      hasPhotographs: fc.boolean(),
      uncountersigned: fc.array(fc.record({ id, treatment, number: fc.integer({ min: 1, max: 9 }) }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(facts, (known) => {
        const kinds = listAlerts(known).map(({ kind }) => kind);
        const places = kinds.map((kind) => alertKinds.indexOf(kind));
        expect(places).toEqual([...places].sort((one, other) => one - other));
        const more = { ...known, plans: [...known.plans, plan], allergies: [...known.allergies, { id: '9', name: 'latex' }] };
        expect(listAlerts(more).map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
      }),
    );
  });
});
