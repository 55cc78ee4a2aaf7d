import { atcCombinations } from './data/atc-combinations.js';

export interface AtcParts {
  /** ATC codes of the parts; a group where the code tells no more of a part. */
  readonly codes: readonly string[];
  /** The code leaves a part open: what is unknown may not be harmless. */
  readonly open: boolean;
}

/** By the numbering of ATC, a fifth level from 50 to 79 is a substance in combination with others: of what comes first, 30 or 50 less. */
const firstOfRange = /^([A-V]\d{2}[A-Z]{2})([567])(\d)$/;

/** Substances whose own number is above 49: combinations by number alone that are none. */
const single = new Set([
  'L01EX',
  'L04AC',
  'N05AX',
  'J07BX',
  'V03AB',
  'V03AF',
  'L01XX',
  'L01FX',
  'M01AH',
  'A16AX',
  'L04AA',
  'R06AX',
  'N07XX',
  'J05AX',
  'D11AX',
  'L01XK',
  'B02BX',
  'C02KX',
  'L01FF',
  'V10XX',
]);

/**
 * Groups that tell what the unnamed part is: an inhibitor of beta-lactamase, a diuretic, a progestogen, another anti-infective, or something for
 * the skin, the eye, the ear or the nose alone. What it is called is then open, and what it means for a treatment is not.
 */
const groupsThatTell = ['A02B', 'C02L', 'C03E', 'C07', 'C08GA', 'C09B', 'D', 'G01', 'G02BB', 'G03A', 'G03E', 'G03F', 'J', 'P01B', 'R01A', 'R03', 'R06A', 'S'];
const groupTells = (code: string): boolean => groupsThatTell.some((group) => code.startsWith(group)) && !code.startsWith('D04AB');

/** The parts of an ATC combination; null for a code that is none. */
export const partsOfAtc = (code: string): AtcParts | null => {
  const upper = code.trim().toUpperCase();
  const listed = atcCombinations.get(upper);
  if (listed) return { codes: listed.codes, open: listed.open && !groupTells(upper) };
  const range = firstOfRange.exec(upper);
  if (!range || single.has(range[1]!)) return null;
  const first = `${range[1]}${range[2] === '7' ? '0' : String(Number(range[2]) - 5)}${range[3]}`;
  return { codes: [first], open: !groupTells(upper) };
};
