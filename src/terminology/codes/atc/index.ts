/**
 * The ATC codes that a hair clinic needs, of the WHO Collaborating Centre for Drug Statistics Methodology: medicines that people of the clinic name and that
 * rules ask about. Substances have their international names, groups have our own short titles; trade names are only words for the search.
 */
import type { Listed } from '../listed.js';
import { immune, infections, nerves, skin } from './skin-and-defence.js';
import { alimentary, blood, heart, hormones } from './systemic.js';

export const atc: readonly Listed[] = [...alimentary, ...blood, ...heart, ...skin, ...hormones, ...infections, ...immune, ...nerves];
