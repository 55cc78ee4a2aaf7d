/**
 * The vocabulary of substances for medicines, allergens, planned ingredients and anaesthetics, and the parser of typed lines. Either each word of a line is
 * explained, or the line is unread.
 */
export { findSubstanceById, substances } from './catalogue.js';
export { isAllergenTo } from './allergens.js';
export { findPartsOfAtc } from './combinations.js';
export { findGroupsOfAtc } from './groups-of-atc.js';
export { listGroupsOfSubstance } from './found.js';
export { selectOwnNames } from './own-names.js';
export { parseSubstances } from './parse.js';
export type { FoundSubstance, OwnName, OwnNames, ParsedSubstances } from './parsed-substances.js';
export { selectCodesForRoutes } from './routes.js';
export type { Substance } from './substance.js';
export { listSubstancesOfAtc, listSubstancesOfExactAtc } from './substances-of-atc.js';
export { normalizeName } from './words.js';
