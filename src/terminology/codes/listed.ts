/** A code as the shipped lists have it: its title in our own short words, then other words that people look it up by. */
export type Listed = readonly [code: string, display: string, ...synonyms: string[]];
