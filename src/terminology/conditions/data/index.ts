import type { NamedCondition } from '../names.js';
import { bloodAndCancer } from './blood-and-cancer.js';
import { hairAndScalp } from './hair-and-scalp.js';
import { heartAndVessels } from './heart-and-vessels.js';
import { infections } from './infections.js';
import { innerOrgans } from './inner-organs.js';
import { jointsAndAutoimmune } from './joints-and-autoimmune.js';
import { metabolismAndGlands } from './metabolism-and-glands.js';
import { nervesAndMind } from './nerves-and-mind.js';
import { reactionsAndStatus } from './reactions-and-status.js';
import { skin } from './skin.js';
import { womenAndPregnancy } from './women-and-pregnancy.js';

/** Every condition that can be read by a name of this vocabulary. */
export const namedConditions: readonly NamedCondition[] = [
  ...hairAndScalp,
  ...skin,
  ...infections,
  ...heartAndVessels,
  ...metabolismAndGlands,
  ...bloodAndCancer,
  ...nervesAndMind,
  ...innerOrgans,
  ...jointsAndAutoimmune,
  ...womenAndPregnancy,
  ...reactionsAndStatus,
];
