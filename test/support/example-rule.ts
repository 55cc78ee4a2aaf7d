import type { Rule } from '../../src/contraindications/engine/ruleset.js';

/** A rule with nothing wrong, for the specifications of what can be. */
export const exampleRule: Rule = {
  id: 'mesotherapy.example',
  title: 'An example',
  origin: 'literature',
  citation: { title: 'Nowhere', url: null },
  severity: 'caution',
  any: [{ screening: 'diabetes', is: 'yes' }],
  needsData: ['screening.diabetes|conditions.reviewed'],
  overridable: true,
};
