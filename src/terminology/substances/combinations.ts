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

/** The parts of an ATC combination; null for a code that is none. */
export const partsOfAtc = (code: string): AtcParts | null => {
  const upper = code.trim().toUpperCase();
  const listed = atcCombinations.get(upper);
  if (listed) return listed;
  const range = firstOfRange.exec(upper);
  if (!range || single.has(range[1]!)) return null;
  const first = `${range[1]}${range[2] === '7' ? '0' : String(Number(range[2]) - 5)}${range[3]}`;
  return { codes: [first], open: true };
};
