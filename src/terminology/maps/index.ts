import type { ProcedureKind } from '../procedures/index.js';
export const translateCoding = (coding: { system: string; code: string }): { icd10?: string[]; atc?: string[]; procedure?: ProcedureKind[]; substance?: string[] } | null => coding.system === 'icd-10-cm' ? { icd10: [coding.code] } : null;
