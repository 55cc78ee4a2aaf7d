import fc from 'fast-check';

/** How often a property is tried: as often as it takes, or as often as the whole run allows (mutation testing tries every test thousands of times). */
export const runs = (often: number): { numRuns: number } => ({ numRuns: Math.min(often, fc.readConfigureGlobal().numRuns ?? often) });
