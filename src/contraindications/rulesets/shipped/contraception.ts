/** What contraception means for ingredients that harm an unborn child. It never clears: with it, the caution of `mesotherapy.antiandrogen-childbearing` stays. */
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
