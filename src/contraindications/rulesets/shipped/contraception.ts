/**
 * The rule about contraception with ingredients that harm an unborn child. Contraception never clears: the caution of `mesotherapy.antiandrogen-childbearing`
 * remains.
 */
import { literature } from './citations.js';
import type { ShippedRule } from './words.js';

export const contraceptionRules: readonly ShippedRule[] = [
  {
    id: 'mesotherapy.antiandrogen-without-contraception',
    title: '5-alpha-reductase inhibitor without contraception where pregnancy is possible',
    origin: 'literature',
    citation: literature,
    severity: 'contraindicated',
    any: [{ all: [{ plannedIngredient: ['finasteride', 'dutasteride'] }, { couldBecomePregnant: true }, { contraception: 'no' }] }],
    needsData: [],
    overridable: { by: 'two-dermatologists' },
  },
];
