import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/day.js';
import { healthy, lab, today, withAllergy, withCondition, withLab, withMedicine, withProcedure, withScreening } from '../../../test/support/healthy-person.js';
import { evaluate, noFacts, screeningQuestions, type Facts, type Ruleset } from '../engine/index.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { describeQuestion } from './asking.js';
import { describeEvidence } from './evidence.js';
import { formatExplanation, explain, type ExplainedCheck, type ExplainedOverride, type Explanation, type SectionKind } from './explain.js';
import { languages } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { findRuleNote, findRulePlainWords, getRuleTitle } from './rules.js';

const timeZone = 'Asia/Kolkata';
const [mesotherapy, smp] = shippedRulesets as [Ruleset, Ruleset];

const checkOf = (ruleset: Ruleset, facts: Facts, overrides: ExplainedOverride[] = [], effective?: ExplainedCheck['effectiveOutcome']): ExplainedCheck => {
  const evaluation = evaluate(ruleset, facts, { plannedOn: today, timeZone });
  return { ...evaluation, treatment: ruleset.treatment, plannedOn: today, effectiveOutcome: effective ?? evaluation.outcome, overrides };
};

const english = (ruleset: Ruleset, facts: Facts): Explanation => explain(checkOf(ruleset, facts), facts, timeZone, getMessages('checks', 'en'));
const said = ({ sections }: Explanation, kind: SectionKind): string[] =>
  sections
    .filter((section) => section.kind === kind)
    .flatMap(({ items }) => items.map(({ title, paragraphs }) => [...(title === null ? [] : [title]), ...paragraphs].join(' ')));

const somebody: fc.Arbitrary<Facts> = fc
  .record({
    start: fc.constantFrom(healthy, noFacts),
    yes: fc.subarray([...screeningQuestions], { maxLength: 4 }),
    condition: fc.option(fc.constantFrom('E11.9', 'M32.9', 'L63.0', 'B35.0')),
    medicine: fc.option(fc.tuple(fc.constantFrom('B01AC06', 'L01BA01', 'D10BA01', null), fc.option(fc.integer({ min: 0, max: 200 })))),
    hba1c: fc.option(fc.double({ min: 4, max: 12, noNaN: true })),
    inexact: fc.boolean(),
    operation: fc.option(fc.constantFrom('hair-transplant-fut', 'hysterectomy')),
    ingredients: fc.option(fc.subarray(['minoxidil', 'finasteride', 'lidocaine', 'iron-oxide-pigment'])),
    allergic: fc.boolean(),
    birthDate: fc.constantFrom(null, '1991-04-03', '2008', '2015-01-01'),
    pressure: fc.option(fc.integer({ min: 80, max: 200 })),
    uncoded: fc.boolean(),
  })
  .map((known) => {
    let facts: Facts = { ...known.start, birthDate: known.birthDate, ingredients: known.ingredients, sexAtBirth: 'female' };
    for (const question of known.yes) facts = withScreening(question, 'yes', today, facts);
    if (known.condition !== null) facts = withCondition(known.condition, true, facts);
    if (known.medicine !== null) {
      const [atc, days] = known.medicine;
      facts = withMedicine(atc, days === null ? { first: null, last: today } : { last: addDays(today, -days) }, facts);
    }
    if (known.hba1c !== null) facts = withLab('hba1c', known.hba1c, today, facts);
    if (known.inexact) facts = { ...facts, labs: { ...facts.labs, platelets: { ...lab('platelets', 300, '10*3/uL'), comparator: '<' } } };
    if (known.operation !== null) facts = withProcedure(known.operation, null, facts);
    if (known.allergic) facts = withAllergy('lidocaine', known.ingredients, facts);
    if (known.pressure !== null) facts = { ...facts, bloodPressure: { ...healthy.bloodPressure!, systolic: known.pressure, diastolic: 70 } };
    if (known.uncoded) facts = withMedicine(null, { inUse: true }, facts);
    return facts;
  });

describe('a check in plain words', () => {
  it('tells of every finding once, in every language, with nothing left in the language of machines', () => {
    fc.assert(
      fc.property(somebody, fc.constantFrom(...shippedRulesets), fc.constantFrom(...languages), (facts, ruleset, language) => {
        const messages = getMessages('checks', language);
        const check = checkOf(ruleset, facts);
        const explanation = explain(check, facts, timeZone, messages);
        const text = formatExplanation(explanation);
        expect(text).not.toMatch(/[{}]|undefined|\bnull\b|\[object/);
        for (const kind of ['contraindicated', 'caution'] as const) {
          const told = explanation.sections.find((section) => section.kind === kind)?.items.map(({ ruleId }) => ruleId) ?? [];
          expect(told).toEqual(check.findings.filter(({ outcome }) => outcome === kind).map(({ ruleId }) => ruleId));
        }
        for (const { ruleId, title, note, outcome } of check.findings)
          if (outcome === 'clear' && note === null) expect(text).toContain(getRuleTitle(ruleId, title, messages.language));
      }),
      { numRuns: 150 },
    );
  });

  it('is in the language that was asked for, but for what people wrote and codes mean', () => {
    fc.assert(
      fc.property(somebody, fc.constantFrom(...shippedRulesets), (facts, ruleset) => {
        const text = formatExplanation(explain(checkOf(ruleset, facts), facts, timeZone, getMessages('checks', 'hi')));
        expect(text).not.toMatch(/\b(the|patient|does|is|needed|because|blood|answer)\b/i);
      }),
      { numRuns: 100 },
    );
  });

  it('begins with the outcome, and says what to do', () => {
    const clear = english(mesotherapy, healthy);
    expect(clear).toMatchObject({ outcome: 'clear', outcomeLabel: 'Clear', title: 'Contraindication check', subtitle: 'Mesotherapy on 21 November 2026' });
    expect(said(clear, 'next')).toEqual(['Go ahead. On the day of the session it is checked again.']);
    const refused = english(mesotherapy, withCondition('B35.0'));
    expect(refused.summary).toBe('Mesotherapy must not be given on 21 November 2026.');
    expect(said(refused, 'contraindicated').join()).toContain('Nobody may override this.');
    expect(said(refused, 'next')).not.toContain('Show the points against it to a dermatologist, who may decide otherwise where the rule allows it.');
  });

  it('says one thing for each question, with all rules that wait', () => {
    const { reviewed, ...rest } = healthy;
    const { medications: _unreviewed, ...others } = reviewed;
    const open = english(smp, { ...rest, reviewed: others });
    expect(said(open, 'needs-data')).toHaveLength(1);
    expect(said(open, 'needs-data')[0]).toMatch(/^Go through all medicines .* Needed for: All medicines and the full history declared, Aspirin, painkillers/);
    expect(said(open, 'next')).toEqual(['Find out what is still missing (1 question), record it, and check again.']);
  });

  it('asks again, and says why, where an answer is too old', () => {
    const old = english(mesotherapy, { ...healthy, pregnancy: { ...healthy.pregnancy!, on: '2026-10-01' } });
    expect(said(old, 'needs-data')).toEqual([
      'Is the patient pregnant? The last answer, of 1 October 2026, is too old on the planned day. Needed for: Pregnancy.',
    ]);
  });

  it('says from when everything is clear', () => {
    const facts = withMedicine('B01AC06', { last: addDays(today, -11) });
    expect(said(english(smp, facts), 'reconsider')).toEqual([
      'Aspirin, painkillers and vitamin E stopped long enough: 25 November 2026',
      'If nothing but time passes, everything is clear from 25 November 2026.',
      expect.stringMatching(/^This check holds for a treatment before 25 November 2026/),
    ]);
  });

  it('puts what a dermatologist decided under its own heading', () => {
    const facts = withCondition('E11.9');
    const override = {
      ruleId: 'mesotherapy.diabetes',
      reason: 'Well controlled.',
      weighed: null,
      discussedWithPatient: null,
      conditions: [],
      person: 'Dr Meera Testdoctor',
      createdAt: '2026-11-21T06:00:00Z',
    };
    const explanation = explain(checkOf(mesotherapy, facts, [override], 'caution'), facts, timeZone, getMessages('checks', 'en'));
    expect(said(explanation, 'contraindicated')).toEqual([]);
    expect(said(explanation, 'overridden')).toEqual([
      'Diabetes: Well controlled (Dr Meera Testdoctor, 21 November 2026; by the rules: Contraindicated) Whether it was discussed with the patient is not stated.',
    ]);
    expect(said(explanation, 'next')).not.toContain('Do not give the treatment on this day.');
  });

  it('says what was weighed, that the patient knows, and what a decision is to be kept to', () => {
    const facts = withCondition('E11.9');
    const conditions = ['HbA1c below 7 %.', 'No more than 2 mL'];
    const weighed = 'Slower healing against years of distress.';
    const decided = { reason: 'Well controlled', weighed, discussedWithPatient: 'yes' as const, conditions };
    const override = { ruleId: 'mesotherapy.diabetes', ...decided, person: null, createdAt: '2026-11-21T06:00:00Z' };
    const check = checkOf(mesotherapy, facts, [override], 'caution');
    expect(said(explain(check, facts, timeZone, getMessages('checks', 'en')), 'overridden')).toEqual([
      'Diabetes: Well controlled (decided 21 November 2026; by the rules: Contraindicated) What was weighed: Slower healing against years of distress. ' +
        'Discussed with the patient. To be kept to: HbA1c below 7 %; No more than 2 mL.',
    ]);
    expect(said(explain(check, facts, timeZone, getMessages('checks', 'hi')), 'overridden')[0]).toMatch(/शर्तों के साथ: HbA1c below 7 %; No more than 2 mL।$/);
  });

  it('says when it takes two dermatologists', () => {
    const facts = withCondition('E11.9');
    const check = checkOf(mesotherapy, facts);
    const findings = check.findings.map((finding) => ({ ...finding, overridableBy: 'two-dermatologists' as const }));
    const told = explain({ ...check, findings }, facts, timeZone, getMessages('checks', 'en'));
    expect(said(told, 'contraindicated')[0]).toContain('Two dermatologists together may decide otherwise');
  });

  it('asks in the messages of the rule where it has its own', () => {
    const [missing] = checkOf(mesotherapy, { ...healthy, pregnancy: null }).findings.flatMap((finding) => finding.missing);
    expect(describeQuestion(missing!, healthy, getMessages('checks', 'hi'))).toBe('क्या मरीज़ गर्भवती हैं?');
    expect(describeQuestion({ ...missing!, ask: 'Pregnancy test done today?' }, healthy, getMessages('checks', 'hi'))).toBe('Pregnancy test done today?');
  });

  it('names a rule that a clinic wrote or renamed as the clinic named it', () => {
    const messages = getMessages('checks', 'hi');
    expect(getRuleTitle('mesotherapy.diabetes', 'Diabetes mellitus', messages.language)).toBe('मधुमेह (डायबिटीज़)');
    expect(getRuleTitle('mesotherapy.diabetes', 'Sugar', messages.language)).toBe('Sugar');
    expect(getRuleTitle('clinic.own', 'Own rule', messages.language)).toBe('Own rule');
    expect(findRulePlainWords('mesotherapy.diabetes', 'Sugar', messages.language)).toBeNull();
  });

  it('says a note in the language that was asked for, and as the clinic wrote it where the clinic wrote its own', () => {
    const [washout] = smp.rules.filter(({ id }) => id === 'smp.washout');
    expect(findRuleNote('smp.washout', washout!.note!, 'hi')).toMatch(/^दिल के लिए/);
    expect(findRuleNote('smp.washout', washout!.note!, 'en')).toBe(washout!.note);
    expect(findRuleNote('smp.washout', 'Ask the cardiologist first', 'hi')).toBe('Ask the cardiologist first');
    expect(findRuleNote('clinic.own', 'Our note', 'hi')).toBe('Our note');
  });

  it('says of a rule in English what the rule says of itself, and no sentence of it twice', () => {
    for (const { id, title, plainWords, note } of [...mesotherapy.rules, ...smp.rules]) {
      expect([id, findRulePlainWords(id, title, 'en')]).toEqual([id, plainWords]);
      const sentences = `${plainWords} ${note ?? ''}`.split(/(?<=[.:])\s+/).filter((sentence) => sentence !== '');
      expect([id, new Set(sentences).size]).toEqual([id, sentences.length]);
    }
  });

  it('says what a code means, and prints units as people read them', () => {
    const source = { type: 'consultation' as const, id: 'c1' };
    const condition = { fact: 'condition', code: { system: 'icd-10', code: 'E11.9' }, value: 'past', recordedAt: '2026-11-20T20:30:00Z', source };
    expect(describeEvidence(condition, timeZone, getMessages('checks', 'en'))).toMatch(
      /^Condition: .*diabetes.* \(past\) \(on 21 November 2026, consultation\)$/i,
    );
    const platelets = { fact: 'lab', about: 'platelets', value: 90, unit: '10*3/uL', on: today, source: { type: 'blood-test' as const, id: 'b1' } };
    expect(describeEvidence(platelets, timeZone, getMessages('checks', 'en'))).toBe('platelets: 90 ×10³/µL (on 21 November 2026, blood test)');
    expect(describeEvidence({ fact: 'something-new', about: 'x', value: 'yes' }, timeZone, getMessages('checks', 'en'))).toBe('x: yes');
  });
});
