import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../kernel/day.js';
import { mesotherapyRuleset } from '../rulesets/shipped/mesotherapy.js';
import { scalpMicropigmentationRuleset } from '../rulesets/shipped/scalp-micropigmentation.js';
import { evaluate } from './evaluate.js';
import type { Finding } from './evaluation.js';
import type { Outcome } from './outcome.js';
import type { Facts } from './facts.js';
import {
  answer,
  healthy,
  today,
  withAllergy,
  withBloodPressure,
  withCondition,
  withLab,
  withMedicine,
  withProcedure,
  withScreening,
} from '../../../test/support/healthy-person.js';

const timeZone = 'Asia/Kolkata';
const mesotherapy = (facts: Facts, plannedOn = today) => evaluate(mesotherapyRuleset, facts, { plannedOn, timeZone });
const pigmentation = (facts: Facts, plannedOn = today) => evaluate(scalpMicropigmentationRuleset, facts, { plannedOn, timeZone });
const finding = (ruleId: string, facts: Facts, plannedOn = today): Finding => {
  const { findings } = ruleId.startsWith('smp.') ? pigmentation(facts, plannedOn) : mesotherapy(facts, plannedOn);
  return findings.find((finding) => finding.ruleId === ruleId)!;
};
const ago = (days: number): string => addDays(today, -days);

describe('a healthy person about whom everything is known', () => {
  it('is clear for both treatments, with a finding for every rule', () => {
    expect(mesotherapy(healthy)).toMatchObject({ outcome: 'clear', earliestClearOn: today, contradictions: [] });
    expect(pigmentation(healthy)).toMatchObject({ outcome: 'clear', earliestClearOn: today, contradictions: [] });
    expect(mesotherapy(healthy).findings).toHaveLength(mesotherapyRuleset.rules.length);
  });

  it('stays clear until the answer about pregnancy is too old, from the beginning of that day in the clinic', () => {
    expect(mesotherapy(healthy, addDays(today, 14)).outcome).toBe('clear');
    expect(mesotherapy(healthy, addDays(today, 15)).outcome).toBe('needs-data');
    expect(mesotherapy(healthy).validUntil).toBe('2026-12-05T18:30:00.000Z');
  });

  it('names the answers that a clear finding rests on', () => {
    expect(finding('mesotherapy.diabetes', healthy).because).toEqual([expect.objectContaining({ fact: 'screening', about: 'diabetes', value: 'no' })]);
  });
});

const at = (rows: [ruleId: string, what: string, facts: Facts, outcome: Outcome, overridable?: boolean][]): void => {
  for (const [ruleId, what, facts, outcome, overridable] of rows) {
    it(`${ruleId}: ${what}: ${outcome}`, () => {
      const found = finding(ruleId, facts);
      expect(found.outcome).toBe(outcome);
      if (overridable !== undefined) expect(found.overridable).toBe(overridable);
      if (outcome !== 'clear') expect(found.because.length + found.missing.length).toBeGreaterThan(0);
    });
  }
};

describe('laboratory limits', () => {
  at([
    ['mesotherapy.diabetes', 'haemoglobin A1c 6.5 %', withLab('hba1c', 6.5), 'contraindicated', true],
    ['mesotherapy.diabetes', 'haemoglobin A1c 6.49 %', withLab('hba1c', 6.49), 'caution'],
    ['mesotherapy.diabetes', 'haemoglobin A1c 5.69 %', withLab('hba1c', 5.69), 'clear'],
    ['mesotherapy.diabetes', 'fasting glucose 126 mg/dL', withLab('glucose-fasting', 126), 'contraindicated'],
    ['mesotherapy.diabetes', 'fasting glucose 100 mg/dL', withLab('glucose-fasting', 100), 'caution'],
    ['mesotherapy.diabetes', 'haemoglobin A1c 7 %, 90 days old', withLab('hba1c', 7, ago(90)), 'contraindicated'],
    ['mesotherapy.diabetes', 'haemoglobin A1c 7 %, 91 days old: the calendar heals nobody', withLab('hba1c', 7, ago(91)), 'needs-data'],
    ['mesotherapy.bleeding-disorder', 'platelets 99', withLab('platelets', 99), 'contraindicated'],
    ['mesotherapy.bleeding-disorder', 'platelets 100', withLab('platelets', 100), 'caution'],
    ['mesotherapy.bleeding-disorder', 'platelets 150', withLab('platelets', 150), 'clear'],
    ['mesotherapy.bleeding-disorder', 'INR 1.5', withLab('inr', 1.5), 'caution'],
    ['mesotherapy.bleeding-disorder', 'INR 1.51', withLab('inr', 1.51), 'contraindicated'],
    ['smp.bleeding-disorder', 'platelets 49', withLab('platelets', 49), 'contraindicated'],
    ['smp.bleeding-disorder', 'platelets 99', withLab('platelets', 99), 'caution'],
    ['smp.immunosuppression', 'neutrophils 0.9', withLab('neutrophils', 0.9), 'contraindicated'],
    ['smp.immunosuppression', 'neutrophils 1.0', withLab('neutrophils', 1), 'caution'],
    ['smp.immunosuppression', 'neutrophils 1.5', withLab('neutrophils', 1.5), 'clear'],
    ['mesotherapy.immunosuppression', 'neutrophils 0.9', withLab('neutrophils', 0.9), 'contraindicated'],
    ['mesotherapy.anaemia-thyroid', 'haemoglobin 9.9', withLab('haemoglobin', 9.9), 'caution'],
    ['mesotherapy.liver-kidney', 'eGFR 44', withLab('egfr', 44), 'caution'],
    ['mesotherapy.blood-tests', '90 days old', withLab('tsh', 2, ago(90)), 'clear'],
    ['mesotherapy.blood-tests', '91 days old', withLab('tsh', 2, ago(91)), 'needs-data', true],
  ]);

  it.each([
    ['<', 100, 'contraindicated'],
    ['<=', 100, 'needs-data'],
    ['<', 120, 'needs-data'],
    ['>', 400, 'clear'],
    ['>=', 100, 'needs-data'],
  ] as const)('reads platelets %s%d as what the true value must be', (comparator, value, outcome) => {
    const labs = { ...healthy.labs, platelets: { ...healthy.labs.platelets!, comparator, value } };
    expect(finding('mesotherapy.bleeding-disorder', { ...healthy, labs }).outcome).toBe(outcome);
  });

  it('takes a prothrombin time in place of the INR', () => {
    const { inr: _inr, ...labs } = healthy.labs;
    expect(finding('mesotherapy.blood-tests', { ...healthy, labs }).outcome).toBe('needs-data');
    expect(finding('mesotherapy.blood-tests', withLab('prothrombin-time', 12, today, { ...healthy, labs })).outcome).toBe('clear');
  });

  it('reads a thyrotropin outside its own reference range', () => {
    const labs = { ...healthy.labs, tsh: { ...healthy.labs.tsh!, interpretation: 'H' as const } };
    expect(finding('mesotherapy.anaemia-thyroid', { ...healthy, labs }).outcome).toBe('caution');
  });
});

describe('conditions', () => {
  at([
    ['mesotherapy.diabetes', 'E11.9', withCondition('E11.9'), 'contraindicated', true],
    ['mesotherapy.diabetes', 'E11.9 written without a dot', withCondition('E119'), 'contraindicated'],
    ['mesotherapy.diabetes', 'E11.9 that is past', withCondition('E11.9', false), 'caution'],
    ['mesotherapy.diabetes', 'the wider code E1', withCondition('E1'), 'contraindicated'],
    ['mesotherapy.active-infection', 'hepatitis B, chronic', withCondition('B18.1'), 'clear'],
    ['mesotherapy.active-infection', 'ringworm', withCondition('B35.0'), 'contraindicated', false],
    ['mesotherapy.active-infection', 'pneumonia', withCondition('J18.9'), 'contraindicated'],
    ['mesotherapy.cancer', 'breast cancer may be overridden', withCondition('C50.9'), 'contraindicated', true],
    ['mesotherapy.cancer', 'skin cancer of the scalp may not', withCondition('C44.4'), 'contraindicated', false],
    ['mesotherapy.cancer', 'both at once may not', withCondition('C50.9', true, withCondition('C43.4')), 'contraindicated', false],
    ['mesotherapy.keloid', 'a keloid counts also when it is past', withCondition('L91.0', false), 'caution'],
    ['smp.systemic-disease', 'lupus is an indication, and no obstacle', withCondition('M32.9'), 'clear'],
    ['smp.skin-cancer', 'melanoma', withCondition('C43.4'), 'contraindicated', false],
  ]);

  it('shows an informational finding as clear, with its note', () => {
    expect(finding('smp.systemic-disease', withCondition('M32.9'))).toMatchObject({
      outcome: 'clear',
      note: expect.any(String),
      because: [{ code: { code: 'M32.9' } }],
    });
  });
});

describe('blood pressure', () => {
  at([
    ['mesotherapy.hypertension', '180 above', withBloodPressure(180, 80), 'contraindicated', false],
    ['mesotherapy.hypertension', '110 below', withBloodPressure(120, 110), 'contraindicated', false],
    ['mesotherapy.hypertension', '140 above', withBloodPressure(140, 80), 'caution'],
    ['mesotherapy.hypertension', '139 over 89', withBloodPressure(139, 89), 'clear'],
    ['mesotherapy.hypertension', '180 above, 31 days ago: to be measured again', withBloodPressure(180, 80, ago(31)), 'needs-data'],
    ['mesotherapy.minoxidil-circulation', '89 above with minoxidil', { ...withBloodPressure(89, 70), ingredients: ['Minoxidil 5 %'] }, 'caution'],
    ['mesotherapy.minoxidil-circulation', '89 above without it', { ...withBloodPressure(89, 70), ingredients: ['biotin'] }, 'clear'],
    ['mesotherapy.hypertension', 'a condition that may be overridden', withCondition('I10'), 'contraindicated', true],
    [
      'mesotherapy.hypertension',
      'the same with 180 above may not',
      { ...withCondition('I10'), bloodPressure: withBloodPressure(180, 80).bloodPressure },
      'contraindicated',
      false,
    ],
  ]);
});

describe('the washout', () => {
  at([
    ['smp.washout', 'aspirin 9 days ago', withMedicine('B01AC06', { last: ago(9) }), 'contraindicated', true],
    ['smp.washout', 'aspirin 10 days ago', withMedicine('B01AC06', { last: ago(10) }), 'caution'],
    ['smp.washout', 'aspirin 14 days ago', withMedicine('B01AC06', { last: ago(14) }), 'caution'],
    ['smp.washout', 'aspirin 15 days ago', withMedicine('B01AC06', { last: ago(15) }), 'clear'],
    ['smp.washout', 'ibuprofen today', withMedicine('M01AE01', { last: today }), 'contraindicated'],
    ['smp.washout', 'vitamin E today', withMedicine('A11HA03', { last: today }), 'contraindicated'],
    ['smp.washout', 'aspirin in use, last day not stated', withMedicine('B01AC06', { inUse: true }), 'contraindicated'],
    ['smp.washout', 'aspirin stopped some day up to now', withMedicine('B01AC06', { first: null, last: today }), 'needs-data'],
    ['smp.washout', 'aspirin stopped some day up to 15 days ago', withMedicine('B01AC06', { first: null, last: ago(15) }), 'clear'],
    ['mesotherapy.anticoagulant', 'aspirin 7 days ago', withMedicine('B01AC06', { last: ago(7) }), 'caution'],
    ['mesotherapy.anticoagulant', 'aspirin 8 days ago', withMedicine('B01AC06', { last: ago(8) }), 'clear'],
    ['mesotherapy.anticoagulant', 'warfarin in use', withMedicine('B01AA03', { inUse: true }), 'contraindicated'],
    ['mesotherapy.isotretinoin', '180 days ago', withMedicine('D10BA01', { last: ago(180) }), 'caution'],
    ['mesotherapy.isotretinoin', '181 days ago', withMedicine('D10BA01', { last: ago(181) }), 'clear'],
  ]);

  it('tells the day on which the finding changes, and the day on which all is clear', () => {
    const facts = withMedicine('B01AC06', { last: ago(3) });
    expect(finding('smp.washout', facts).reconsiderOn).toBe(addDays(today, 7));
    expect(finding('smp.washout', facts, addDays(today, 7)).reconsiderOn).toBe(addDays(today, 12));
    expect(pigmentation(facts)).toMatchObject({ outcome: 'contraindicated', earliestClearOn: addDays(today, 12), validUntil: '2026-11-27T18:30:00.000Z' });
  });

  it('finds no clear day when an answer becomes too old before it comes', () => {
    const facts: Facts = { ...withMedicine('B01AC06', { last: today }), pregnancy: answer('no', ago(5)) };
    expect(pigmentation(facts).earliestClearOn).toBeNull();
  });

  it('has nothing to wait for while the medicine is in use', () => {
    expect(finding('smp.washout', withMedicine('B01AC06', { inUse: true })).reconsiderOn).toBeNull();
  });
});

describe('pregnancy', () => {
  const unasked: Facts = { ...healthy, pregnancy: null, breastfeeding: null };
  at([
    ['mesotherapy.pregnancy', 'yes', { ...healthy, pregnancy: answer('yes') }, 'contraindicated', false],
    ['mesotherapy.pregnancy', 'yes, said long ago: still not clear', { ...healthy, pregnancy: answer('yes', ago(200)) }, 'contraindicated'],
    ['mesotherapy.pregnancy', 'not asked', unasked, 'needs-data'],
    ['mesotherapy.pregnancy', 'no, 15 days ago', { ...healthy, pregnancy: answer('no', ago(15)) }, 'needs-data'],
    ['mesotherapy.pregnancy', 'a man', { ...unasked, sexAtBirth: 'male' }, 'clear'],
    ['mesotherapy.pregnancy', 'an intersex person not asked', { ...unasked, sexAtBirth: 'intersex' }, 'needs-data'],
    ['mesotherapy.pregnancy', 'sex not known', { ...unasked, sexAtBirth: 'unknown' }, 'needs-data'],
    ['mesotherapy.pregnancy', 'no capacity', { ...unasked, capacityForPregnancy: answer('no') }, 'clear'],
    ['mesotherapy.pregnancy', 'after a hysterectomy', withProcedure('hysterectomy', '2015-01-01', unasked), 'clear'],
    ['mesotherapy.pregnancy', '56 years old', { ...unasked, birthDate: '1970-11-21' }, 'clear'],
    ['mesotherapy.pregnancy', '55 years old', { ...unasked, birthDate: '1970-11-22' }, 'needs-data'],
    ['mesotherapy.pregnancy', 'born in 1970: 55 or 56', { ...unasked, birthDate: '1970' }, 'needs-data'],
    ['smp.pregnancy-breastfeeding', 'breastfeeding', { ...healthy, breastfeeding: answer('yes') }, 'caution', true],
    ['mesotherapy.breastfeeding', 'breastfeeding', { ...healthy, breastfeeding: answer('yes') }, 'caution'],
    [
      'mesotherapy.breastfeeding',
      'breastfeeding with finasteride',
      { ...healthy, breastfeeding: answer('yes'), ingredients: ['finasteride'] },
      'contraindicated',
    ],
    ['mesotherapy.breastfeeding', 'finasteride without breastfeeding', { ...healthy, ingredients: ['finasteride'] }, 'clear'],
    ['mesotherapy.antiandrogen-childbearing', 'finasteride where pregnancy is possible', { ...healthy, ingredients: ['finasteride'] }, 'caution'],
    ['mesotherapy.antiandrogen-childbearing', 'finasteride for a man', { ...healthy, sexAtBirth: 'male', ingredients: ['finasteride'] }, 'clear'],
  ]);

  it('is asked on the very day of a session', () => {
    const asked: Facts = { ...healthy, pregnancy: answer('no', ago(1)) };
    expect(finding('mesotherapy.pregnancy', asked).outcome).toBe('clear');
    const { findings } = evaluate(mesotherapyRuleset, asked, { plannedOn: today, timeZone, onSessionDay: true });
    expect(findings.find((finding) => finding.ruleId === 'mesotherapy.pregnancy')).toMatchObject({
      outcome: 'needs-data',
      missing: [{ reason: 'outdated', maxAgeDays: 0 }],
    });
  });

  it('says why it does not apply', () => {
    expect(finding('mesotherapy.pregnancy', { ...unasked, sexAtBirth: 'male' })).toMatchObject({
      because: [{ fact: 'sex-at-birth', value: 'male' }],
      note: 'Does not apply to this patient.',
    });
  });
});

describe('age', () => {
  at([
    ['mesotherapy.age', '18 today', { ...healthy, birthDate: '2008-11-21' }, 'clear'],
    ['mesotherapy.age', '18 tomorrow', { ...healthy, birthDate: '2008-11-22' }, 'contraindicated', false],
    ['mesotherapy.age', 'born in 2008: 17 or 18', { ...healthy, birthDate: '2008' }, 'needs-data'],
    ['mesotherapy.age', 'born in 2007', { ...healthy, birthDate: '2007' }, 'clear'],
    ['mesotherapy.age', 'not known', { ...healthy, birthDate: null }, 'needs-data'],
  ]);

  it('waits for the birthday', () => {
    expect(finding('smp.age', { ...healthy, birthDate: '2010-03-05' }).reconsiderOn).toBe('2028-03-05');
    expect(finding('smp.age', { ...healthy, birthDate: '2012-02-29' }).reconsiderOn).toBe('2030-03-01');
  });

  it('rests on a birth date, which never gets too old', () => {
    const age = mesotherapyRuleset.rules.find(({ id }) => id === 'mesotherapy.age')!;
    const aged = { ...mesotherapyRuleset, rules: [{ ...age, maxAgeDays: { history: 30, lab: 30, vital: 30, trichoanalysis: 30 } }] };
    const { findings } = evaluate(aged, { ...healthy, birthDate: null }, { plannedOn: today, timeZone });
    expect(findings[0]!.missing).toEqual([expect.objectContaining({ fact: 'birthDate', reason: 'unanswered', maxAgeDays: null })]);
  });
});

describe('allergies', () => {
  at([
    ['mesotherapy.ingredient-allergy', 'to lidocaine, which is planned', withAllergy('lidocaine', ['biotin', 'lidocaine']), 'contraindicated', false],
    ['mesotherapy.ingredient-allergy', 'to lignocaine, which is the same', withAllergy('Lignocaine (spray)', ['Lidocaine 2 %']), 'contraindicated'],
    ['mesotherapy.ingredient-allergy', 'to local anaesthetics', withAllergy('local anaesthetics', ['xylocaine gel']), 'contraindicated'],
    ['mesotherapy.ingredient-allergy', 'to one vitamin, while another one is planned', withAllergy('vitamin B12', ['biotin']), 'clear'],
    ['mesotherapy.ingredient-allergy', 'to vitamins at large', withAllergy('Vitamins', ['biotin']), 'contraindicated'],
    ['mesotherapy.ingredient-allergy', 'to something else', withAllergy('peanut', ['biotin', 'lidocaine']), 'clear'],
    ['mesotherapy.ingredient-allergy', 'to something of which no catalogue knows', withAllergy('Exosome serum', ['exosome serum 5 mL']), 'contraindicated'],
    ['mesotherapy.ingredient-allergy', 'while nobody said what is planned', withAllergy('peanut', null), 'needs-data'],
    ['smp.pigment-anaesthetic-allergy', 'to tattoo ink', withAllergy('tattoo ink', ['iron oxide pigment']), 'contraindicated'],
    ['smp.pigment-anaesthetic-allergy', 'an earlier reaction', withScreening('previous-reaction-to-tattoo-pigment', 'yes'), 'contraindicated', false],
  ]);
});

describe('operations', () => {
  at([
    ['smp.fresh-scar', '365 days ago', withProcedure('hair-transplant-fut', ago(365)), 'caution'],
    ['smp.fresh-scar', '366 days ago', withProcedure('hair-transplant-fut', ago(366)), 'clear'],
    ['smp.fresh-scar', 'nobody knows when', withProcedure('hair-transplant-fut', null), 'needs-data'],
  ]);
});

describe('silence', () => {
  it('is never clear where a rule needs the answer', () => {
    expect(finding('mesotherapy.keloid', withScreening('keloid-tendency', null))).toMatchObject({
      outcome: 'needs-data',
      missing: [{ fact: 'screening.keloid-tendency', reason: 'unanswered', ask: expect.stringContaining('scars') }],
    });
  });

  it('may be answered by a list that was gone through', () => {
    expect(finding('mesotherapy.diabetes', withScreening('diabetes', null)).outcome).toBe('clear');
  });

  it('is told apart from an answer that has become too old', () => {
    expect(finding('mesotherapy.keloid', withScreening('keloid-tendency', 'no', ago(366))).missing).toEqual([
      expect.objectContaining({ reason: 'outdated', answeredOn: ago(366), maxAgeDays: 365 }),
    ]);
  });
});

describe('contradictions', () => {
  it.each([
    ['a laboratory value', withLab('hba1c', 7), 'diabetes'],
    ['a medicine', withMedicine('A10BA02', { inUse: true }), 'diabetes'],
    ['the list of conditions', withCondition('I10'), 'hypertension'],
    ['a medicine for blood pressure', withMedicine('C09AA05', { inUse: true }), 'hypertension'],
  ])('%s denies the answer', (_what, facts, about) => {
    const { contradictions } = mesotherapy(facts);
    expect(contradictions.map((contradiction) => contradiction.about)).toEqual([about]);
    expect(contradictions[0]!.says).toHaveLength(2);
  });

  it('shows a pregnancy of somebody to whom the question does not apply', () => {
    expect(mesotherapy({ ...healthy, sexAtBirth: 'male', pregnancy: answer('yes') }).contradictions.map((contradiction) => contradiction.about)).toEqual([
      'pregnancy',
    ]);
  });
});
