import { allergies, ingredients } from './allergies.js';
import { conditionsByCode } from './conditions-by-code.js';
import { conditionsInWords } from './conditions-in-words.js';
import { harmless } from './harmless.js';
import { laboratory } from './laboratory.js';
import { medicines } from './medicines.js';
import { personAndAnswers } from './person-and-answers.js';
import { procedures } from './procedures.js';
import type { Probe } from './probe.js';

/** All probes that one request can say. */
export const probes: readonly Probe[] = [
  ...conditionsByCode,
  ...conditionsInWords,
  ...medicines,
  ...allergies,
  ...ingredients,
  ...procedures,
  ...laboratory,
  ...personAndAnswers,
  ...harmless,
];
