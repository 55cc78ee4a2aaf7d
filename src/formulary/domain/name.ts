/** A clinic's own name and its meaning: which meanings can be taught, and which would hide something that the product knows. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { FieldError } from '../../kernel/failure.js';
import { findConcernsOfIcd10 } from '../../terminology/concerns/index.js';
import { parseCondition } from '../../terminology/conditions/index.js';
import { isAtc, isIcd10 } from '../../terminology/index.js';
import { procedureKinds, parseProcedure } from '../../terminology/procedures/index.js';
import { findGroupsOfAtc, normalizeName, findPartsOfAtc, parseSubstances, findSubstanceById } from '../../terminology/substances/index.js';

/** The kinds of names. `substance` is a medicine, an allergen, an ingredient or an anaesthetic. */
export const nameKinds = declareEnumeration('FormularyNameKind', ['substance', 'condition', 'procedure']);
export type NameKind = (typeof nameKinds)[number];

export const isNameKind = (text: string): text is NameKind => nameKinds.includes(text as NameKind);

/** The origins of names: `taught` by hand, `imported` from a file, or `learned` from an entry that has both words and a code. */
export const nameOrigins = declareEnumeration('FormularyNameOrigin', ['taught', 'imported', 'learned']);
export type NameOrigin = (typeof nameOrigins)[number];

export interface NamedCode {
  system: string;
  code: string;
  display?: string;
}

/** The meaning of a name: either its codes, or that the name concerns no treatment, with the reason. */
export interface Meaning {
  kind: NameKind;
  name: string;
  codes: readonly NamedCode[];
  harmless: boolean;
  reason: string | null;
}

export const LONGEST_NAME = 200;
export const LONGEST_REASON = 2000;
/** The largest number of codes of a name. A combination seldom has more than ten substances. */
export const MOST_CODES = 20;

const ICD10_CATEGORY = 3;

/** Whether the rules can read a code, by the kind of the name. */
const readable: Record<NameKind, (code: NamedCode) => boolean> = {
  substance: ({ system, code }) =>
    (system === 'atc' && isAtc(code) && findGroupsOfAtc(code) !== null) || (system === 'hairline' && findSubstanceById(code) !== undefined),
  condition: ({ system, code }) => system === 'icd-10' && isIcd10(code) && findConcernsOfIcd10(code) !== null,
  procedure: ({ system, code }) => system === 'hairline' && Object.hasOwn(procedureKinds, code),
};

const systemsOf: Record<NameKind, string> = {
  substance: 'a code of ATC, or a substance of the system hairline',
  condition: 'a code of ICD-10',
  procedure: 'a procedure of the system hairline',
};

export const isReadable = (kind: NameKind, code: NamedCode): boolean => readable[kind](code);

/** Formats a name in the form in which names are compared; empty where the name has neither letter nor digit. */
export const toComparableName = (name: string): string => normalizeName(name);

/** The meaning that the shipped vocabulary reads in a name as it is spelt. */
interface KnownMeaning {
  code: string;
  display: string;
  isAmong: (codes: readonly NamedCode[]) => boolean;
}

const isPrefixEitherWay = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

const listCodeWithParts = ({ system, code }: NamedCode): string[] => (system === 'atc' ? [code, ...(findPartsOfAtc(code)?.codes ?? [])] : []);

/** The class of pharmacy goods that are not medicines. A clinic may know such a name better. */
const NO_MEDICINE = 'no-medicine';

const known: Record<NameKind, (name: string) => KnownMeaning[]> = {
  substance: (name) =>
    parseSubstances(name)
      .found.filter(({ spelling, statement, substance }) => spelling === 'exact' && statement !== 'absent' && substance !== NO_MEDICINE)
      .map(({ substance, display, atc }) => ({
        code: atc[0] ?? substance,
        display,
        isAmong: (codes) =>
          codes.some(({ system, code }) => system === 'hairline' && code === substance) ||
          codes.flatMap(listCodeWithParts).some((code) => atc.some((text) => isPrefixEitherWay(text, code))),
      })),
  condition: (name) =>
    parseCondition(name)
      .found.filter(({ spelling, statement }) => spelling === 'exact' && (statement === 'present' || statement === 'past'))
      .map(({ code, display }) => ({
        code,
        display,
        isAmong: (codes) => codes.some((namedCode) => namedCode.code.slice(0, ICD10_CATEGORY) === code.slice(0, ICD10_CATEGORY)),
      })),
  procedure: (name) =>
    parseProcedure(name)
      .found.filter(({ spelling, statement }) => spelling === 'exact' && statement === 'done')
      .map(({ kind, display }) => ({ code: kind, display, isAmong: (codes) => codes.some(({ code }) => code === kind) })),
};

/**
 * Finds the codes that the product reads in the name by itself and that the given codes omit. A clinic's own name replaces the product's reading, so a meaning
 * may add to the known codes and never remove one.
 */
const listHiddenMeanings = ({ kind, name, codes }: Pick<Meaning, 'kind' | 'name' | 'codes'>): KnownMeaning[] =>
  known[kind](name).filter(({ isAmong }) => !isAmong(codes));

export const hidesWhatIsKnown = (meaning: Pick<Meaning, 'kind' | 'name' | 'codes'>): boolean => listHiddenMeanings(meaning).length > 0;

/** Finds every problem of a meaning beyond its form, with pointers into the meaning. */
export const validateMeaning = (meaning: Meaning): FieldError[] => {
  const { kind, name, codes, harmless, reason } = meaning;
  if (toComparableName(name) === '') return [{ pointer: '/name', code: 'invalid-text', detail: 'A name has letters or digits: send what stands on the pack.' }];
  const errors: FieldError[] = codes.flatMap((code, index) =>
    isReadable(kind, code)
      ? []
      : [{ pointer: `/codes/${index}`, code: 'invalid-code', detail: `"${code.code}" of ${code.system} is not known: a ${kind} needs ${systemsOf[kind]}.` }],
  );
  if (harmless && codes.length > 0)
    errors.push({
      pointer: '/harmless',
      code: 'contradictory',
      detail: 'What has codes is not declared harmless, as the codes tell: send the one or the other.',
    });
  if (!harmless && codes.length === 0)
    errors.push({ pointer: '/codes', code: 'required', detail: `A name needs codes (of ${systemsOf[kind]}), or is declared harmless.` });
  if (harmless && !reason)
    errors.push({ pointer: '/reason', code: 'required', detail: 'What is declared harmless needs a reason: say why nothing needs to be known of it.' });
  if (errors.length > 0) return errors;
  return listHiddenMeanings(meaning).map(({ code, display }) => ({
    pointer: '/codes',
    code: 'hides-known-meaning',
    detail: `The name says ${display} (${code}) by itself: this code must be among its codes.`,
  }));
};

const formatCodesKey = (codes: readonly NamedCode[]): string => [...new Set(codes.map(({ system, code }) => `${system} ${code}`))].sort().join(', ');

/** Whether two meanings of one name are the same. */
export const isSameMeaning = (one: Pick<Meaning, 'codes' | 'harmless'>, other: Pick<Meaning, 'codes' | 'harmless'>): boolean =>
  one.harmless === other.harmless && formatCodesKey(one.codes) === formatCodesKey(other.codes);

/** A meaning as a person typed it. */
export interface TypedMeaning {
  kind: NameKind;
  name: string;
  codes?: readonly { system: string; code: string; display?: string }[];
  harmless?: boolean;
  reason?: string;
}

/** Converts a typed meaning to the stored form. */
export const toMeaning = ({ kind, name, codes, harmless, reason }: TypedMeaning): Meaning => ({
  kind,
  name: name.trim(),
  codes: (codes ?? []).map(({ system, code, display }) => ({ system, code, ...(display && { display }) })),
  harmless: harmless ?? false,
  reason: reason?.trim() ?? null,
});
