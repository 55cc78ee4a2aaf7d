import { regions } from '../../consultations/index.js';

/** Where the hair is that the picture shows: the regions of a trichoanalysis, or all of them at once. */
export const photographRegions = [...regions, 'whole-scalp', 'face'] as const;

export type PhotographRegion = (typeof photographRegions)[number];

export const angles = ['front', 'back', 'left', 'right', 'top', 'close-up', 'trichoscopy'] as const;

export type Angle = (typeof angles)[number];

export const photographStatuses = ['current', 'entered-in-error'] as const;

export type PhotographStatus = (typeof photographStatuses)[number];

/** The kinds of files that a photograph is kept as. */
export const keptTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

export type KeptType = (typeof keptTypes)[number];
