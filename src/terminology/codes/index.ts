export { codeListSystems, isCodeListSystem, shippedCode, shippedCodes, shippedVocabulary, type CodeListSystem } from './shipped.js';
export { boundsOf, compareRanks, findShipped, WORDS_BEGIN, WORDS_MEANT, type Rank, type Tier, type Wanted } from './search.js';
export { mayBeMistyped, meantBy } from './typos.js';
export { bareCode, indexedWords, queriedCode, queriedWords, type Beginnings } from './words.js';
