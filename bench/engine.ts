/**
 * How many times a second the engine reads a whole shipped ruleset about one person, on one core: no database, no server.
 * The people are the worst case: everything is known of them, and nearly every rule finds something. Each is another
 * object, as they come from the record. Time is that of the processor, so a busy machine does not count against it.
 */
import { evaluate, noFacts, screeningQuestions, type Facts, type LabFact, type Recorded } from '../src/contraindications/engine/index.js';
import { shippedRulesets } from '../src/contraindications/rulesets/shipped/index.js';
import { bloodPanel } from '../src/terminology/index.js';

export interface EngineFigures {
  treatment: string;
  person: string;
  evaluationsPerSecond: number;
}

export const TARGET_PER_SECOND = 20_000;

const recorded: Recorded = { on: '2026-11-21', recordedAt: '2026-11-21T05:30:00.000Z', source: { type: 'consultation', id: 'c1' } };
const answered = { ...recorded, value: 'no' as const };
const complete = { ...recorded, uncoded: [] };
const diagnoses = 'E11.9 D66 D69.6 B35.0 L08.9 M32.9 I10 I95.1 L21.0 C44.4 C50.9 L91.0 K74.6 N18.3 G40.9 L63.0 L66.2 F45.2 L64.9 I25.1'.split(' ');
const medicines = 'A10BA02 B01AA03 B01AC06 N02BA01 M01AE01 A11HA03 A11HA05 D10BA01 L01BA01 L04AX03 C09AA05 J01CA04 N02BE01'.split(' ');

const labs = (shift: number): Record<string, LabFact> =>
  Object.fromEntries(
    bloodPanel
      .filter((analyte) => analyte.kind === 'quantitative')
      .map(({ id, unit, reference }) => [
        id,
        {
          ...recorded,
          analyte: id,
          code: null,
          value: (reference.female[0] ?? reference.female[1] ?? 1) * shift,
          comparator: null,
          unit,
          text: null,
          interpretation: 'N',
          referenceRange: null,
        },
      ]),
  );

const healthy: Facts = {
  ...noFacts,
  birthDate: '1991-04-03',
  sexAtBirth: 'female',
  signedConsultations: [recorded],
  trichoanalysesOnFile: [recorded],
  screening: Object.fromEntries(screeningQuestions.map((question) => [question, answered])),
  pregnancy: answered,
  breastfeeding: answered,
  reviewed: { conditions: complete, medications: complete, allergies: complete, procedures: complete },
  bloodPressure: { ...recorded, systolic: 118, diastolic: 76 },
  labs: labs(1.01),
  trichoanalysis: (['infection', 'inflammation'] as const).map((field) => ({ ...recorded, region: 'vertex', field, value: 'none' })),
  ingredients: ['biotin'],
};

const illest: Facts = {
  ...healthy,
  breastfeeding: { ...recorded, value: 'yes' },
  conditions: diagnoses.map((code) => ({ ...recorded, code: { system: 'icd-10', code }, text: null, active: true })),
  medications: medicines.map((atc) => ({ ...recorded, name: atc, atc, inUse: false, lastTaken: { first: '2026-11-15', last: '2026-11-15' } })),
  allergies: [{ ...recorded, code: null, text: 'lidocaine' }],
  procedures: [{ ...recorded, kind: 'hair-transplant-fut', text: 'FUT', performed: { first: '2026-06-01', last: '2026-06-01' } }],
  labs: labs(0.5),
  trichoanalysis: (['infection', 'inflammation'] as const).map((field) => ({
    ...recorded,
    region: 'vertex',
    field,
    value: field === 'infection' ? 'fungal' : 'severe',
  })),
  ingredients: ['minoxidil', 'finasteride', 'biotin', 'lidocaine', 'iron-oxide-pigment'],
};

const copies = 200;
const rounds = 9;
const millisecondsARound = 400;

const rate = (work: (turn: number) => void): number => {
  const before = process.cpuUsage();
  let turns = 0;
  let spent = 0;
  while (spent < millisecondsARound) {
    for (let batch = 0; batch < 50; batch++) work(turns++);
    const { user, system } = process.cpuUsage(before);
    spent = (user + system) / 1000;
  }
  return (turns / spent) * 1000;
};

/** The median of some rounds, after one to warm up. */
export const measureEngine = (): EngineFigures[] =>
  shippedRulesets.flatMap((ruleset) =>
    Object.entries({ 'the illest person': illest, 'a healthy person': healthy }).map(([person, facts]) => {
      const people = Array.from({ length: copies }, () => JSON.parse(JSON.stringify(facts)) as Facts);
      const work = (turn: number): void => void evaluate(ruleset, people[turn % copies]!, { plannedOn: '2026-11-23', timeZone: 'Asia/Kolkata' });
      rate(work);
      const rates = Array.from({ length: rounds }, () => rate(work)).sort((one, other) => one - other);
      return { treatment: ruleset.treatment, person, evaluationsPerSecond: Math.round(rates[Math.floor(rounds / 2)]!) };
    }),
  );
