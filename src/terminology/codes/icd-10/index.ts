/**
 * The ICD-10 codes that a hair clinic needs: codes of the World Health Organization, with our own short titles and words for the search. It is a selection, not
 * the classification; only I16 is from the clinical modification.
 */
import type { Listed } from '../listed.js';
import { appendages, skin } from './hair-and-skin.js';
import { airways, circulation, digestion, joints, kidneys } from './heart-and-organs.js';
import { infections } from './infections.js';
import { metabolism, mind, nerves } from './metabolism-mind-and-nerves.js';
import { blood, neoplasms } from './neoplasms-and-blood.js';
import { congenital, findings, injuries, pregnancy, status } from './pregnancy-and-status.js';

export const icd10: readonly Listed[] = [
  ...infections,
  ...neoplasms,
  ...blood,
  ...metabolism,
  ...mind,
  ...nerves,
  ...circulation,
  ...airways,
  ...digestion,
  ...appendages,
  ...skin,
  ...joints,
  ...kidneys,
  ...pregnancy,
  ...congenital,
  ...findings,
  ...injuries,
  ...status,
];
