import { remembering } from '../../kernel/remembering.js';

/** ICD-10, the WHO's and its clinical modifications: their codes share the prefixes that rules use. */
export const isIcd10 = (system: string): boolean => system === 'icd-10' || system === 'icd-10-cm';

/** Codes are few, and rules ask for the same prefixes at every check. */
const codesRemembered = 5_000;

/** A code as it is compared: without dots, in capitals. */
export const bareCode = remembering((code: string) => code.replaceAll('.', '').toUpperCase(), codesRemembered);

/** Whether a bare code begins with any of these prefixes. */
export const beginsWithAny = (prefixes: readonly string[]): ((code: string) => boolean) => {
  const bare = prefixes.map(bareCode);
  return remembering((code: string) => bare.some((prefix) => code.startsWith(prefix)), codesRemembered);
};
