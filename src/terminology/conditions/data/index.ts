import type { NamedCondition } from '../names.js';
import { hairAndScalp } from './hair-and-scalp.js';
import { infections } from './infections.js';
import { skin } from './skin.js';

/** Every condition that is read by its name. */
export const namedConditions: readonly NamedCondition[] = [...hairAndScalp, ...skin, ...infections];
