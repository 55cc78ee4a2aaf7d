import { atcCombinations } from './data/atc-combinations.js';

export interface AtcParts {
  /** ATC codes of the parts; a group where the code does not tell more about a part. */
  readonly codes: readonly string[];
  /** Whether the code leaves a part unknown, which may not be harmless. */
  readonly open: boolean;
}

/**
 * Matches combinations by the numbering of ATC: a fifth level from 50 to 79 is a combination, and the code of its first substance is 50 less; from 70 it is 70
 * less.
 */
const firstOfRange = /^([A-V]\d{2}[A-Z]{2})([567])(\d)$/;

/** Groups in which single substances have numbers above 49; such codes are not combinations. */
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
 * Groups whose combinations imply the kind of the unnamed part: an inhibitor of beta-lactamase, a diuretic, a progestogen, another anti-infective, or a
 * substance only for skin, eye, ear or nose. The name of that part is then open, and its meaning for a treatment is not.
 */
const groupsThatTell = ['A02B', 'C02L', 'C03E', 'C07', 'C08GA', 'C09B', 'D', 'G01', 'G02BB', 'G03A', 'G03E', 'G03F', 'J', 'P01B', 'R01A', 'R03', 'R06A', 'S'];
const isTellingGroup = (code: string): boolean => groupsThatTell.some((group) => code.startsWith(group)) && !code.startsWith('D04AB');

/** The parts of an ATC combination; null for a code that is not a combination. */
export const findPartsOfAtc = (code: string): AtcParts | null => {
  const upper = code.trim().toUpperCase();
  const listed = atcCombinations.get(upper);
  if (listed) return { codes: listed.codes, open: listed.open && !isTellingGroup(upper) };
  const range = firstOfRange.exec(upper);
  if (!range || single.has(range[1]!)) return null;
  const first = `${range[1]}${range[2] === '7' ? '0' : String(Number(range[2]) - 5)}${range[3]}`;
  return { codes: [first], open: !isTellingGroup(upper) };
};
