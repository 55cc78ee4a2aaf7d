/**
 * The vocabulary of substances for medicines, allergens, planned ingredients and anaesthetics, and the parser of typed lines. Either each word of a line is
 * explained, or the line is unread.
 */
export { substanceById, substances } from './catalogue.js';
export { isAllergenTo } from './allergens.js';
export { partsOfAtc } from './combinations.js';
export { groupsOfAtc } from './groups-of-atc.js';
export { groupsOf } from './found.js';
export { ownNamesIn } from './own-names.js';
export { parseSubstances } from './parse.js';
export type { FoundSubstance, OwnName, OwnNames, ParsedSubstances } from './parsed-substances.js';
export { codesFor } from './routes.js';
export type { Substance } from './substance.js';
export { substancesOfAtc, substancesOfExactAtc } from './substances-of-atc.js';
export { normalizeName } from './words.js';
