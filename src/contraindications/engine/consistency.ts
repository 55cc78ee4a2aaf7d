import type { Clause, Rule } from './ruleset.js';

const none = {
  title: 'Facts that must fit together',
  origin: 'literature',
  citation: { title: 'Consistency of the record', url: null },
  overridable: true,
} as const;

const denying = (question: string, clauses: Clause[]): Rule => ({
  ...none,
  id: `consistency.${question}`,
  severity: 'caution',
  any: clauses.map((clause) => ({ ...clause, contradicts: question })),
  needsData: [],
  maxAgeDays: { lab: 90, vital: 30, trichoanalysis: 90 },
});

/**
 * What denies an answer "no" whatever treatment is asked about: these are compared with each other at every check,
 * and decide no finding. Beyond what the rulesets compare themselves: a ruleset says what stands against a
 * treatment, this says what cannot both be so. Limits are those at which the figure alone makes the diagnosis.
 */
export const consistency: readonly Rule[] = [
  denying('screening.diabetes', [
    { condition: ['E10', 'E11', 'E12', 'E13', 'E14', 'O24'], status: 'active' },
    { medication: ['A10'], status: 'active' },
    { lab: 'hba1c', ge: 6.5, unit: '%' },
    { lab: 'glucose-fasting', ge: 126, unit: 'mg/dL' },
    { lab: 'glucose-random', ge: 200, unit: 'mg/dL' },
  ]),
  denying('screening.bleeding-disorder', [{ condition: ['D65', 'D66', 'D67', 'D68', 'D69'], status: 'active' }]),
  denying('screening.autoimmune-disorder', [
    {
      condition: ['E06.3', 'E10', 'G35', 'G70.0', 'K50', 'K51', 'L10', 'L12', 'L63', 'L80', 'L93', 'M05', 'M06', 'M32', 'M33', 'M34', 'M35', 'M45'],
      status: 'active',
    },
  ]),
  denying('screening.hypertension', [
    { condition: ['I10', 'I11', 'I12', 'I13', 'I15', 'I16'], status: 'active' },
    { vital: 'blood-pressure', geAny: [180, 110], unit: 'mm[Hg]' },
  ]),
  denying('screening.heart-condition', [
    { condition: ['I20', 'I21', 'I22', 'I25', 'I34', 'I35', 'I42', 'I44', 'I45', 'I47', 'I48', 'I49', 'I50', 'Z95'], status: 'active' },
  ]),
  denying('screening.epilepsy', [{ condition: ['G40', 'G41'], status: 'active' }]),
  denying('screening.cancer', [{ condition: ['C'], status: 'active' }]),
  denying('screening.liver-disease', [{ condition: ['K70', 'K71', 'K72', 'K73', 'K74', 'K76', 'K77'], status: 'active' }]),
  denying('screening.kidney-disease', [
    { condition: ['N17', 'N18', 'N19'], status: 'active' },
    { lab: 'egfr', lt: 30, unit: 'mL/min/{1.73_m2}' },
  ]),
  denying('screening.immunodeficiency', [
    { condition: ['D80', 'D81', 'D82', 'D83', 'D84', 'B20', 'B21', 'B22', 'B23', 'B24', 'Z21', 'Z94'], status: 'active' },
    { medication: ['L04A'], status: 'active' },
  ]),
  denying('screening.cold-sores', [{ condition: ['B00.1', 'B00.2'], status: 'active' }]),
  denying('screening.keloid-tendency', [{ condition: ['L91.0'] }]),
  denying('pregnancy', [
    { condition: ['O0', 'O1', 'O2', 'O3', 'O4', 'O98', 'O99', 'Z33', 'Z34', 'Z35'], status: 'active' },
    { lab: 'hcg', is: 'positive', withinDays: 14 },
  ]),
];
