/**
 * ATC as a hair clinic needs it: the codes of the WHO Collaborating Centre for Drug Statistics Methodology, for the
 * medicines that people of the clinic name and that rules ask about. Substances by their international names, groups in
 * our own short words; trade names only as words to look them up by.
 */
import type { Listed } from '../listed.js';
import { immune, infections, nerves, skin } from './skin-and-defence.js';
import { alimentary, blood, heart, hormones } from './systemic.js';

export const atc: readonly Listed[] = [...alimentary, ...blood, ...heart, ...skin, ...hormones, ...infections, ...immune, ...nerves];
