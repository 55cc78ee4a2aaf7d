/** What a medical history must fulfil beyond its form. */
import type { FieldError } from '../../kernel/failure.js';
import { isAtc, isIcd10, isLoinc } from '../../terminology/index.js';

interface Coded {
  code?: { system: string; code: string };
  text?: string | null;
  name?: string | null;
}

interface History {
  conditions?: Coded[];
  medications?: Coded[];
  allergies?: { substance: Coded }[];
  procedures?: Coded[];
}

const wellFormed: Record<string, (code: string) => boolean> = { 'icd-10': isIcd10, atc: isAtc, loinc: isLoinc };

/** A code that its system cannot have. */
export const codeErrors = (code: { system: string; code: string } | undefined, pointer: string): FieldError[] =>
  code && wellFormed[code.system]?.(code.code) === false
    ? [{ pointer: `${pointer}/code`, code: 'invalid-code', detail: `"${code.code}" is not a code of the system ${code.system}.` }]
    : [];

export const entryErrors = (entries: readonly Coded[] | undefined, pointer: string): FieldError[] =>
  (entries ?? []).flatMap((entry, index) => [
    ...(entry.code || entry.text || entry.name ? [] : [{ pointer: `${pointer}/${index}`, code: 'required', detail: 'An entry needs a code or words.' }]),
    ...codeErrors(entry.code, `${pointer}/${index}/code`),
  ]);

export const historyErrors = (history: History | null | undefined, pointer: string): FieldError[] =>
  !history
    ? []
    : [
        ...entryErrors(history.conditions, `${pointer}/conditions`),
        ...entryErrors(history.medications, `${pointer}/medications`),
        ...entryErrors(
          history.allergies?.map((allergy) => allergy.substance),
          `${pointer}/allergies`,
        ),
        ...entryErrors(history.procedures, `${pointer}/procedures`),
      ];
