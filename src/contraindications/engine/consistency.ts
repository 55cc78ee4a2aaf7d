import type { Clause, Rule } from './ruleset.js';

const none = {
  title: 'Facts that must fit together',
  origin: 'literature',
  citation: { title: 'Consistency of the record', url: null },
  overridable: true,
} as const;

const createDenyingRule = (question: string, clauses: Clause[]): Rule => ({
  ...none,
  id: `consistency.${question}`,
  severity: 'caution',
  any: clauses.map((clause) => ({ ...clause, contradicts: question })),
  needsData: [],
  maxAgeDays: { lab: 90, vital: 30, trichoanalysis: 90 },
});

/**
 * Clauses that contradict an answer "no", whatever the treatment. They are compared at every check and decide no finding. Rulesets state what is against a
 * treatment; these clauses state what cannot be true together. Each limit is one at which the figure alone makes the diagnosis.
 */
export const consistency: readonly Rule[] = [
  createDenyingRule('screening.diabetes', [
    { condition: ['diabetes'], status: 'active' },
    { medication: ['diabetes-medicine'], status: 'active' },
    { lab: 'hba1c', ge: 6.5, unit: '%' },
    { lab: 'glucose-fasting', ge: 126, unit: 'mg/dL' },
    { lab: 'glucose-random', ge: 200, unit: 'mg/dL' },
  ]),
  createDenyingRule('screening.bleeding-disorder', [{ condition: ['bleeding-disorder'], status: 'active' }]),
  createDenyingRule('screening.autoimmune-disorder', [{ condition: ['autoimmune', 'alopecia-areata'], status: 'active' }]),
  createDenyingRule('screening.hypertension', [
    { condition: ['hypertension'], except: ['R03'], status: 'active' },
    { vital: 'blood-pressure', geAny: [180, 110], unit: 'mm[Hg]' },
  ]),
  createDenyingRule('screening.heart-condition', [{ condition: ['heart'], status: 'active' }]),
  createDenyingRule('screening.epilepsy', [{ condition: ['epilepsy'], status: 'active' }]),
  createDenyingRule('screening.cancer', [{ condition: ['cancer'], except: ['Z08', 'Z80', 'Z85', 'Z86', 'Z12'], status: 'active' }]),
  createDenyingRule('screening.liver-disease', [{ condition: ['liver'], status: 'active' }]),
  createDenyingRule('screening.kidney-disease', [
    { condition: ['kidney'], status: 'active' },
    { lab: 'egfr', lt: 30, unit: 'mL/min/{1.73_m2}' },
  ]),
  createDenyingRule('screening.immunodeficiency', [
    { condition: ['immune-deficiency', 'transplant'], status: 'active' },
    { medication: ['immunosuppressant'], status: 'active' },
  ]),
  createDenyingRule('screening.cold-sores', [{ condition: ['cold-sores'], status: 'active' }]),
  createDenyingRule('screening.keloid-tendency', [{ condition: ['keloid'] }]),
  createDenyingRule('pregnancy', [
    { condition: ['pregnancy'], status: 'active' },
    { lab: 'hcg', is: 'positive', withinDays: 14 },
  ]),
];
