import { declareEnumeration } from '../../kernel/enumeration.js';

/** How a person came into a care team. */
export const careTeamBases = declareEnumeration('CareTeamBasis', ['named', 'joined', 'recorded']);
export type CareTeamBasis = (typeof careTeamBases)[number];
