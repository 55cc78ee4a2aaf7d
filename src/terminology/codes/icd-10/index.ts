/**
 * ICD-10 as a hair clinic needs it: the World Health Organization's codes, with titles in our own short words and the
 * words that people look them up by. It is a selection, not the classification; I16 alone is of the clinical modification.
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
