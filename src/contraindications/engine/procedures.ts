import { procedureKinds } from '../../terminology/procedures/index.js';

/** The words that rules use for operations. */
export const procedureWords: ReadonlySet<string> = new Set(Object.keys(procedureKinds));
