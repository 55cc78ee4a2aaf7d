/** A code of the shipped lists: the code, our own short title, and further words for the search. */
export type Listed = readonly [code: string, display: string, ...synonyms: string[]];
