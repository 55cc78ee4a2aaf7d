/** When one clause says yes only where another does: the other way round, or sideways, it must not be said. */
import { describe, expect, it } from '@jest/globals';
import type { Question } from '../ruleset.js';
import { impliesQuestion } from './implies.js';

const taken = (more: object, medication = ['B01']): Question => ({ medication, ...more });
const pressure = (limits: object): Question => ({ vital: 'blood-pressure', unit: 'mm[Hg]', ...limits });

describe('the narrower clause', () => {
  it.each<[string, Question, Question]>([
    ['a longer code', { condition: ['E11.9'] }, { condition: ['E11'] }],
    ['a code without its dot', { condition: ['E119'] }, { condition: ['E11.9'] }],
    ['several codes of several', { condition: ['E11', 'L63.0'] }, { condition: ['E1', 'L63'] }],
    ['with a wider exception', { condition: ['E1'], except: ['E10', 'E11'] }, { condition: ['E1'], except: ['E10.1'] }],
    ['only what goes on', { condition: ['E11'], status: 'active' }, { condition: ['E11'] }],
    ['a longer code of a medicine', taken({}, ['B01AC06']), taken({}, ['B01A'])],
    ['one in use', taken({ status: 'active' }), taken({})],
    ['one whose day nobody stated', taken({ lastTaken: 'not-stated' }), taken({})],
    ['fewer days', taken({ lastTakenWithinDays: 7 }), taken({ lastTakenWithinDays: 7 })],
    ['a window in another', taken({ lastTakenDaysAgo: [3, 7] }), taken({ lastTakenDaysAgo: [3, 8] })],
    ['a window within days', taken({ lastTakenDaysAgo: [3, 7] }), taken({ lastTakenWithinDays: 7 })],
    ['any window', taken({ lastTakenDaysAgo: [3, 7] }), taken({})],
    ['fewer findings', { trichoanalysis: 'inflammation', is: ['severe'] }, { trichoanalysis: 'inflammation', is: ['moderate', 'severe'] }],
    ['fewer ingredients', { plannedIngredient: ['biotin'] }, { plannedIngredient: ['biotin', 'minoxidil'] }],
    ['fewer allergies', { allergy: ['biotin'] }, { allergy: ['biotin', 'minoxidil'] }],
    ['fewer results', { labOnFile: ['tsh'] }, { labOnFile: ['tsh', 'hcg'] }],
    ['a recent operation', { procedureWithinDays: ['hysterectomy'], days: 30 }, { procedure: 'hysterectomy' }],
    ['a more recent one', { procedureWithinDays: ['hysterectomy'], days: 30 }, { procedureWithinDays: ['hysterectomy', 'scalp-surgery'], days: 30 }],
    ['a higher pressure', pressure({ geAny: [180, 110] }), pressure({ geAny: [180, 100] })],
    ['a lower pressure', pressure({ ltAny: [80, 50] }), pressure({ ltAny: [90, 50] })],
  ])('%s', (_what, narrow, wide) => {
    expect(impliesQuestion(narrow, wide)).toBe(true);
  });
});

describe('no narrower clause', () => {
  it.each<[string, Question, Question]>([
    ['a shorter code', { condition: ['E1'] }, { condition: ['E11'] }],
    ['several codes, one elsewhere', { condition: ['E11', 'L63'] }, { condition: ['E1'] }],
    ['without the exception', { condition: ['E1'] }, { condition: ['E1'], except: ['E10'] }],
    ['with a narrower exception', { condition: ['E1'], except: ['E10.1'] }, { condition: ['E1'], except: ['E10'] }],
    ['also what is past', { condition: ['E11'] }, { condition: ['E11'], status: 'active' }],
    ['another medicine', taken({}, ['L04']), taken({}, ['B01'])],
    ['also one that was stopped', taken({}), taken({ status: 'active' })],
    ['also one with a day', taken({}), taken({ lastTaken: 'not-stated' })],
    ['more days', taken({ lastTakenWithinDays: 8 }), taken({ lastTakenWithinDays: 7 })],
    ['whenever', taken({}), taken({ lastTakenWithinDays: 7 })],
    ['a window that begins before', taken({ lastTakenDaysAgo: [2, 7] }), taken({ lastTakenDaysAgo: [3, 7] })],
    ['a window that ends after', taken({ lastTakenDaysAgo: [3, 8] }), taken({ lastTakenDaysAgo: [3, 7] })],
    ['days, against a window', taken({ lastTakenWithinDays: 7 }), taken({ lastTakenDaysAgo: [0, 7] })],
    ['two windows at once', taken({ lastTakenWithinDays: 1, lastTakenDaysAgo: [10, 12] }), taken({ lastTakenWithinDays: 14 })],
    ['within two windows at once', taken({ lastTakenWithinDays: 1 }), taken({ lastTakenWithinDays: 14, lastTakenDaysAgo: [20, 30] })],
    ['another finding', { trichoanalysis: 'inflammation', is: ['none'] }, { trichoanalysis: 'infection', is: ['none'] }],
    ['more findings', { trichoanalysis: 'inflammation', is: ['mild', 'severe'] }, { trichoanalysis: 'inflammation', is: ['severe'] }],
    ['more ingredients', { plannedIngredient: ['biotin', 'minoxidil'] }, { plannedIngredient: ['biotin'] }],
    ['more allergies', { allergy: ['biotin', 'minoxidil'] }, { allergy: ['biotin'] }],
    ['more results', { labOnFile: ['tsh', 'hcg'] }, { labOnFile: ['tsh'] }],
    ['an operation whenever', { procedure: 'hysterectomy' }, { procedureWithinDays: ['hysterectomy'], days: 30 }],
    ['one of several operations', { procedureWithinDays: ['hysterectomy', 'scalp-surgery'], days: 30 }, { procedure: 'hysterectomy' }],
    ['a less recent one', { procedureWithinDays: ['hysterectomy'], days: 31 }, { procedureWithinDays: ['hysterectomy'], days: 30 }],
    ['a recent one of others', { procedureWithinDays: ['scalp-surgery'], days: 30 }, { procedureWithinDays: ['hysterectomy'], days: 30 }],
    ['a pressure of which one figure is lower', pressure({ geAny: [180, 90] }), pressure({ geAny: [180, 100] })],
    ['a pressure of which one figure is higher', pressure({ ltAny: [80, 60] }), pressure({ ltAny: [90, 50] })],
    ['a high pressure and a low one', pressure({ geAny: [180, 110] }), pressure({ ltAny: [190, 120] })],
    ['two kinds of clause', { pregnancy: 'yes' }, { breastfeeding: 'yes' }],
    ['two kinds with the same word', { allergy: ['biotin'] }, { plannedIngredient: ['biotin'] }],
  ])('%s', (_what, one, other) => {
    expect(impliesQuestion(one, other)).toBe(false);
  });
});
