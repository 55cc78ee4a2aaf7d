/**
 * How many times a second the engine reads a whole shipped ruleset about one person, on one core: no database, no server.
 * Of both people everything is known. Of the healthy one no rule finds anything, so that each looks at everything that it
 * asks for, on the planned day and on the day on which that becomes too old; of the illest nearly every rule finds
 * something, and most answers are contradicted. Each is another object, as they come from the record.
 *
 * The work is the same in every round, and whatever else the machine does can only slow it: the quickest round says what
 * the engine does on a core of its own, the median what it did beside the others.
 */
import { evaluate, noFacts, screeningQuestions, type Facts, type LabFact, type Recorded } from '../src/contraindications/engine/index.js';
import { shippedRulesets } from '../src/contraindications/rulesets/shipped/index.js';
import { bloodPanel } from '../src/terminology/index.js';

export interface EngineFigures {
  treatment: string;
  person: string;
  /** In the quickest round. */
  evaluationsPerSecond: number;
  median: number;
}

export const TARGET_PER_SECOND = 10_000;

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

const copies = 50;
const warmUp = 100;
const rounds = 400;
const turnsARound = 200;

const rate = (work: (turn: number) => void): number => {
  const before = performance.now();
  for (let turn = 0; turn < turnsARound; turn++) work(turn);
  return (turnsARound / (performance.now() - before)) * 1000;
};

export const measureEngine = (): EngineFigures[] =>
  shippedRulesets.flatMap((ruleset) =>
    Object.entries({ 'the illest person': illest, 'a healthy person': healthy }).map(([person, facts]) => {
      const people = Array.from({ length: copies }, () => JSON.parse(JSON.stringify(facts)) as Facts);
      const work = (turn: number): void => void evaluate(ruleset, people[turn % copies]!, { plannedOn: '2026-11-23', timeZone: 'Asia/Kolkata' });
      const rates = Array.from({ length: warmUp + rounds }, () => rate(work))
        .slice(warmUp)
        .sort((one, other) => one - other)
        .map(Math.round);
      return { treatment: ruleset.treatment, person, evaluationsPerSecond: rates.at(-1)!, median: rates[Math.floor(rounds / 2)]! };
    }),
  );
