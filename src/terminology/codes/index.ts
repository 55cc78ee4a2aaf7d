export { codeListSystems, isCodeListSystem, findShippedCode, listShippedCodes, getShippedVocabulary, type CodeListSystem } from './shipped.js';
export { getBeginningBounds, compareRanks, findShipped, WORDS_BEGIN, WORDS_MEANT, type Rank, type Tier, type Wanted } from './search.js';
export { mayBeMistyped, listMeantWords } from './typos.js';
export { toBareCode, listIndexedWords, findQueriedCode, listQueriedWords, type Beginnings } from './words.js';
