/**
 * The rule about contraception with ingredients that harm an unborn child. Contraception never clears: the caution of `mesotherapy.antiandrogen-childbearing`
 * remains.
 */
import type { Rule } from '../../engine/index.js';
import { literature } from './citations.js';

export const contraceptionRules: readonly Rule[] = [
  {
    id: 'mesotherapy.antiandrogen-without-contraception',
    title: '5-alpha-reductase inhibitor without contraception where pregnancy is possible',
    plainWords: 'Finasteride and dutasteride can harm an unborn boy. Without contraception they are not used where a pregnancy is possible.',
    origin: 'literature',
    citation: literature,
    severity: 'contraindicated',
    any: [{ all: [{ plannedIngredient: ['finasteride', 'dutasteride'] }, { couldBecomePregnant: true }, { contraception: 'no' }] }],
    needsData: [],
    overridable: { by: 'two-dermatologists' },
  },
];
