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
  return (code) => bare.some((prefix) => code.startsWith(prefix));
};

/** Which clauses of a ruleset ask about a code: a code is compared with all prefixes of all clauses once, not at every check. */
export class CodeIndex {
  private readonly clauses: ((code: string) => boolean)[] = [];
  private readonly asking = remembering((written: string): readonly number[] => {
    const code = bareCode(written);
    return this.clauses.flatMap((asksAbout, number) => (asksAbout(code) ? [number] : []));
  }, codesRemembered);

  /** Takes in what a clause asks of a bare code, and answers its number. Every clause must be in before the first code is asked for. */
  add(asksAbout: (code: string) => boolean): number {
    return this.clauses.push(asksAbout) - 1;
  }

  /** What each clause finds among things with a code (null for one that no rule can read), by the clause's number; no entry where it finds nothing. */
  sort<T>(things: readonly T[], codeOf: (thing: T) => string | null): readonly (readonly T[] | undefined)[] {
    if (things.length === 0) return [];
    const found = new Array<T[] | undefined>(this.clauses.length).fill(undefined);
    for (const thing of things) {
      const code = codeOf(thing);
      if (code === null) continue;
      for (const number of this.asking(code)) (found[number] ??= []).push(thing);
    }
    return found;
  }
}
