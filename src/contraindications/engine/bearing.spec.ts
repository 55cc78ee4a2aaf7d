import { describe, expect, it } from '@jest/globals';
import { listNeedsBehind, listNestedClauses } from './bearing.js';
import { chooseStricter, chooseStrictest, getOverride, type Override } from './override.js';
import type { Clause } from './ruleset.js';

const pregnancy: Clause = { pregnancy: 'yes' };
const male: Clause = { sexAtBirth: 'male' };

describe('the needs behind a clause', () => {
  it.each<[Clause, string[]]>([
    [{ condition: ['E11'] }, ['conditions.reviewed']],
    [{ screening: 'diabetes', is: 'yes' }, ['screening.diabetes']],
    [{ medication: ['B01'] }, ['medications.reviewed']],
    [{ lab: 'hba1c', ge: 7, unit: '%' }, ['lab.hba1c']],
    [{ labOnFile: ['hba1c', 'tsh'] }, ['lab.hba1c', 'lab.tsh']],
    [{ trichoanalysis: 'infection', is: ['fungal'] }, ['trichoanalysis.infection', 'trichoanalysis']],
    [pregnancy, ['pregnancy']],
    [{ breastfeeding: 'yes' }, ['breastfeeding']],
    [{ procedure: 'hysterectomy' }, ['procedures.reviewed']],
    [{ procedureWithinDays: ['hysterectomy'], days: 1 }, ['procedures.reviewed']],
    [{ allergyToPlannedIngredient: true }, ['allergies.reviewed']],
    [{ allergy: ['lidocaine'] }, ['allergies.reviewed']],
    [{ ageUnder: 18 }, ['birthDate']],
    [{ ageOutside: [18, 65] }, ['birthDate']],
    [{ couldBecomePregnant: true }, ['birthDate']],
    [male, []],
    [{ plannedIngredient: ['minoxidil'] }, []],
    [{ all: [pregnancy, { not: { ageUnder: 18 } }] }, ['pregnancy', 'birthDate']],
    [{ any: [male, pregnancy] }, ['pregnancy']],
    [{ atLeast: { n: 1, of: [pregnancy, { breastfeeding: 'yes' }] } }, ['pregnancy', 'breastfeeding']],
  ])('%j: %j', (clause, needs) => {
    expect(listNeedsBehind(clause)).toEqual(needs);
  });

  it('are found with all that stands in it', () => {
    const nested: Clause = { all: [{ any: [pregnancy] }, { not: male }, { atLeast: { n: 1, of: [{ breastfeeding: 'yes' }] } }] };
    const [any, not, atLeast] = (nested as { all: Clause[] }).all;
    expect(listNestedClauses(nested)).toEqual([pregnancy, any, male, not, { breastfeeding: 'yes' }, atLeast, nested]);
    expect(listNestedClauses(male)).toEqual([male]);
  });
});

describe('who may override', () => {
  it('is read from how a rule says it', () => {
    expect([true, false, { by: 'dermatologist' }, { by: 'two-dermatologists' }].map((item) => getOverride(item as Parameters<typeof getOverride>[0]))).toEqual([
      'dermatologist',
      null,
      'dermatologist',
      'two-dermatologists',
    ]);
  });

  it('is what all allow', () => {
    const all: Override[] = ['dermatologist', 'two-dermatologists', null];
    const table = all.map((override) => all.map((other) => chooseStricter(override, other)));
    expect(table).toEqual([
      ['dermatologist', 'two-dermatologists', null],
      ['two-dermatologists', 'two-dermatologists', null],
      [null, null, null],
    ]);
    expect([chooseStrictest([]), chooseStrictest(['dermatologist', 'two-dermatologists']), chooseStrictest([...all])]).toEqual([
      'dermatologist',
      'two-dermatologists',
      null,
    ]);
  });
});
