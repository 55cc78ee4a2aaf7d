import type { SubstanceLine } from '../substance.js';
import { heartAndBlood } from './heart-and-blood.js';
import { hormonesAndMetabolism } from './hormones-and-metabolism.js';
import { infectionsAndImmunity } from './infections-and-immunity.js';
import { nervesAndPain } from './nerves-and-pain.js';
import { skinAndHair } from './skin-and-hair.js';
import { supplements } from './supplements.js';
import { allergens } from './allergens.js';

/** Every substance of the vocabulary. */
export const substanceLines: readonly SubstanceLine[] = [
  ...heartAndBlood,
  ...hormonesAndMetabolism,
  ...nervesAndPain,
  ...infectionsAndImmunity,
  ...skinAndHair,
  ...supplements,
  ...allergens,
];
