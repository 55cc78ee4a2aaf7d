import { enumOf } from '../../kernel/enumeration.js';
import { regions } from '../../consultations/index.js';

/** Where the hair is that the picture shows: the regions of a trichoanalysis, or all of them at once. */
export const photographRegions = enumOf('PhotographRegion', [...regions, 'whole-scalp', 'face']);

export type PhotographRegion = (typeof photographRegions)[number];

export const angles = enumOf('PhotographAngle', ['front', 'back', 'left', 'right', 'top', 'close-up', 'trichoscopy']);

export type Angle = (typeof angles)[number];

export const photographStatuses = enumOf('PhotographStatus', ['current', 'entered-in-error']);

export type PhotographStatus = (typeof photographStatuses)[number];

/** The kinds of files that a photograph is kept as. */
export const keptTypes = enumOf('PhotographMediaType', ['image/jpeg', 'image/png', 'image/webp']);

export type KeptType = (typeof keptTypes)[number];
