/**
 * One vocabulary of substances, for medicines, allergens, planned ingredients and anaesthetics alike, and the reader that takes a typed line
 * apart so that each of its words is explained, or the line stays unread.
 */
export { type BrandLine } from './brands/brand.js';
export { substanceById, substances } from './catalogue.js';
export { isAllergenTo, substancesOfClass, type AllergyMatch } from './allergens.js';
export { partsOfAtc, type AtcParts } from './combinations.js';
export { groupsOfAtc, titleOfAtcGroup } from './groups-of-atc.js';
export { proposeSubstances, type ProposedSubstance } from './propose.js';
export { groupsOf } from './found.js';
export { ownNamesIn } from './own-names.js';
export { parseSubstances } from './parse.js';
export type { Alternative, FoundSubstance, OwnName, OwnNames, Statement, ParsedSubstances } from './parsed-substances.js';
export { codesFor, routesOfAtc } from './routes.js';
export type { Route, Substance } from './substance.js';
export { substancesOfAtc, substancesOfExactAtc } from './substances-of-atc.js';
export { normalizeName } from './words.js';
