import type { ConditionConcern } from '../condition-concerns.js';
import { airways } from './airways.js';
import { bloodAndImmunity } from './blood-and-immunity.js';
import { circulation } from './circulation.js';
import { digestion } from './digestion.js';
import { endocrine } from './endocrine.js';
import { externalCauses } from './external-causes.js';
import { eyeAndEar } from './eye-and-ear.js';
import { infections } from './infections.js';
import { injuries } from './injuries.js';
import { joints } from './joints.js';
import { kidneyAndGenital } from './kidney-and-genital.js';
import type { ConditionLine } from './line.js';
import { malformations } from './malformations.js';
import { mental } from './mental.js';
import { neoplasms } from './neoplasms.js';
import { nervous } from './nervous.js';
import { perinatal } from './perinatal.js';
import { pregnancy } from './pregnancy.js';
import { skin } from './skin.js';
import { special } from './special.js';
import { status } from './status.js';
import { symptoms } from './symptoms.js';

export type { ConditionLine } from './line.js';

/** A chapter of ICD-10, or two chapters that are printed together, with its lines. */
export interface Icd10Chapter {
  title: string;
  lines: readonly ConditionLine[];
}

export const icd10Chapters: readonly Icd10Chapter[] = [
  { title: 'Infections and infestations', lines: infections },
  { title: 'Tumours', lines: neoplasms },
  { title: 'Blood and immunity', lines: bloodAndImmunity },
  { title: 'Glands, nutrition and metabolism', lines: endocrine },
  { title: 'Mental disorders', lines: mental },
  { title: 'Nervous system', lines: nervous },
  { title: 'Eye and ear', lines: eyeAndEar },
  { title: 'Heart and vessels', lines: circulation },
  { title: 'Airways and lungs', lines: airways },
  { title: 'Digestive organs and liver', lines: digestion },
  { title: 'Skin, hair and nails', lines: skin },
  { title: 'Joints, muscles and bones', lines: joints },
  { title: 'Kidneys, urinary and genital organs', lines: kidneyAndGenital },
  { title: 'Pregnancy, birth and the weeks after it', lines: pregnancy },
  { title: 'That begins around birth', lines: perinatal },
  { title: 'Malformations and chromosomes', lines: malformations },
  { title: 'Signs, symptoms and findings', lines: symptoms },
  { title: 'Injuries, poisonings and complications', lines: injuries },
  { title: 'Outside causes', lines: externalCauses },
  { title: 'Circumstances, history and status', lines: status },
  { title: 'New diseases and resistance', lines: special },
];

/** Every line of the table, chapter by chapter. */
export const icd10Lines: readonly ConditionLine[] = icd10Chapters.flatMap(({ lines }) => lines);

/**
 * A code has a letter, a digit, and a digit or letter (the category), then up to four more characters, as in ICD-10-CM. A shorter code is a block: `B`, `L6`.
 */
const wellFormed = /^[A-Z](\d([0-9A-Z](\.?[0-9A-Z]{1,4})?)?)?$/;

/** Removes the signs of dagger and asterisk coding and the dash of `L66.-`, which do not change the code. */
const withoutSigns = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/[.†*+!-]+$/, '');

const toBareCode = (code: string): string => withoutSigns(code).replace('.', '');

const titles = new Map<string, string>();
const own = new Map<string, ReadonlySet<ConditionConcern>>();
for (const [code, title, ...concerns] of icd10Lines) {
  titles.set(toBareCode(code), title);
  own.set(toBareCode(code), new Set(concerns));
}

/**
 * The concerns of every code that has lines below it: its own concerns and those of all lines that it covers, so that a parent is never milder than its
 * children.
 */
const covering = ((): ReadonlyMap<string, ReadonlySet<ConditionConcern>> => {
  const sums = new Map<string, Set<ConditionConcern>>();
  for (const [code, concerns] of own) {
    for (let length = 1; length <= code.length; length++) {
      const above = code.slice(0, length);
      const sum = sums.get(above) ?? new Set();
      for (const concern of concerns) sum.add(concern);
      sums.set(above, sum);
    }
  }
  // A code without a line of its own, such as L668 between the lines L66 and L6681, also inherits the concerns of the line above.
  for (const [code, sum] of sums) {
    if (own.has(code)) continue;
    for (const concern of findConcernsOfLongestPrefix(code) ?? []) sum.add(concern);
  }
  return sums;
})();

/** Finds the concerns of the longest line that a code begins with. */
function findConcernsOfLongestPrefix(code: string): ReadonlySet<ConditionConcern> | null {
  for (let length = code.length; length >= 3; length--) {
    const concerns = own.get(code.slice(0, length));
    if (concerns) return concerns;
  }
  return null;
}

const findConcerns = (code: string): ReadonlySet<ConditionConcern> | null => {
  if (!wellFormed.test(withoutSigns(code))) return null;
  const sought = toBareCode(code);
  return covering.get(sought) ?? findConcernsOfLongestPrefix(sought);
};

/** Concerns by code as it is written. The same codes are looked up again and again, so results are remembered, up to a fixed number. */
const asked = new Map<string, ReadonlySet<ConditionConcern> | null>();
const MOST_ASKED = 10_000;
const LONGEST_KEPT = 12;

/**
 * Finds the concerns of a condition coded in ICD-10 (of the WHO or ICD-10-CM, with or without the dot, in either case). A code that covers finer lines has the
 * concerns of all of them; a code below a line has those of the longest line that it begins with. The set is empty for a known code without concerns. Null
 * where there is no such category, so that a mistyped code does not count as harmless.
 */
export const findConcernsOfIcd10 = (code: string): ReadonlySet<ConditionConcern> | null => {
  const kept = asked.get(code);
  if (kept !== undefined) return kept;
  const concerns = findConcerns(code);
  if (code.length > LONGEST_KEPT) return concerns;
  if (asked.size >= MOST_ASKED) asked.clear();
  asked.set(code, concerns);
  return concerns;
};

/** Our short title of the category of a code; null where there is no such category. */
export const findCategoryTitle = (code: string): string | null => titles.get(toBareCode(code).slice(0, 3)) ?? null;
