import { declareEnumeration } from '../../kernel/enumeration.js';
import { regions } from '../../consultations/index.js';

/** The regions that a photograph can show: those of a trichoanalysis, the whole scalp, or the face. */
export const photographRegions = declareEnumeration('PhotographRegion', [...regions, 'whole-scalp', 'face']);

export type PhotographRegion = (typeof photographRegions)[number];

export const angles = declareEnumeration('PhotographAngle', ['front', 'back', 'left', 'right', 'top', 'close-up', 'trichoscopy']);

export type Angle = (typeof angles)[number];

export const photographStatuses = declareEnumeration('PhotographStatus', ['current', 'entered-in-error']);

export type PhotographStatus = (typeof photographStatuses)[number];

/** The media types in which photographs are stored. */
export const keptTypes = declareEnumeration('PhotographMediaType', ['image/jpeg', 'image/png', 'image/webp']);

export type KeptType = (typeof keptTypes)[number];
