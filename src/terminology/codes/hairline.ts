/** Hairline's own codes, from its vocabulary: treatments of the clinic, substances that it uses, and allergens. */
import { procedureKinds } from '../procedures/procedure-kinds.js';
import { substances } from '../substances/index.js';
import type { Listed } from './listed.js';

const toWords = (code: string): string => code.replaceAll('-', ' ');
const capitalize = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Other names of some operations. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  'hair-transplant-fue': ['Hair transplant by follicular unit extraction', 'FUE', 'hair restoration'],
  'hair-transplant-fut': ['Hair transplant by follicular unit transplantation', 'FUT', 'strip surgery', 'hair restoration'],
  hysterectomy: ['removal of the uterus'],
  mesotherapy: ['scalp injections'],
  'platelet-rich-plasma': ['PRP'],
  'scalp-micropigmentation': ['SMP', 'scalp tattoo', 'hair tattoo'],
  'scalp-surgery': ['surgery of the scalp', 'craniotomy'],
};

const deduplicateNames = (names: readonly string[]): string[] => [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];

const longestDisplay = 120;

/** Operations, as rules name them. */
const procedures: readonly Listed[] = Object.keys(procedureKinds).map(
  (code) => [code, ...deduplicateNames([capitalize(toWords(code)), ...(otherNames[code] ?? [])])] as unknown as Listed,
);

/** Substances and classes of substances. */
const vocabulary: readonly Listed[] = substances
  .filter(({ id }) => !Object.hasOwn(procedureKinds, id))
  .map(({ id, display, names }) => [id, ...deduplicateNames([display.slice(0, longestDisplay), ...names])] as unknown as Listed);

export const hairline: readonly Listed[] = [...procedures, ...vocabulary, ['no-known-allergies', 'No known allergies', 'NKA', 'NKDA', 'none']];
