/** The lists of codes that the product ships. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import { atc } from './atc/index.js';
import { hairline } from './hairline.js';
import { icd10 } from './icd-10/index.js';
import type { Listed } from './listed.js';
import { loinc } from './loinc.js';
import { ucum } from './ucum.js';
import { toBareCode, listIndexedWords } from './words.js';

/** The systems whose codes can be looked up. */
export const codeListSystems = declareEnumeration('CodeListSystem', ['icd-10', 'atc', 'loinc', 'hairline', 'ucum']);
export type CodeListSystem = (typeof codeListSystems)[number];

export const isCodeListSystem = (text: string): text is CodeListSystem => codeListSystems.includes(text as CodeListSystem);

/** A shipped code with the forms in which it is compared. */
export interface ShippedCode {
  readonly code: string;
  readonly display: string;
  readonly synonyms: readonly string[];
  readonly bare: string;
  readonly words: readonly string[];
}

const listed: Record<CodeListSystem, readonly Listed[]> = { 'icd-10': icd10, atc, loinc, hairline, ucum };

interface ShippedList {
  /** The codes, sorted by code. */
  codes: readonly ShippedCode[];
  byCode: ReadonlyMap<string, ShippedCode>;
  vocabulary: ReadonlySet<string>;
}

const prepare = (entries: readonly Listed[]): ShippedList => {
  const codes = entries
    .map(([code, display, ...synonyms]) => ({ code, display, synonyms, bare: toBareCode(code), words: listIndexedWords([display, ...synonyms]) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return { codes, byCode: new Map(codes.map((code) => [code.code, code])), vocabulary: new Set(codes.flatMap((code) => code.words)) };
};

const prepared = new Map<CodeListSystem, ShippedList>();

/** Prepares a list when it is first needed, because most processes never search every list. */
const getList = (system: CodeListSystem): ShippedList => {
  let list = prepared.get(system);
  if (!list) prepared.set(system, (list = prepare(listed[system])));
  return list;
};

/** The shipped list, in the order of its codes. */
export const listShippedCodes = (system: CodeListSystem): readonly ShippedCode[] => getList(system).codes;

export const findShippedCode = (system: CodeListSystem, code: string): ShippedCode | undefined => getList(system).byCode.get(code);

/** Every word by which a code of the list can be found. */
export const getShippedVocabulary = (system: CodeListSystem): ReadonlySet<string> => getList(system).vocabulary;
