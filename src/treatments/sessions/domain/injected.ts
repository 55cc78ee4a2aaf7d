/**
 * Compares what a record says was done with what its lots supplied. Where the two differ, one of them was entered wrong, or material was
 * thrown away that the ledger counts as received by the patient. A difference never refuses the record, because the session took place; a
 * dermatologist reviews it. A record without lots is not compared: not every clinic counts its stock.
 */
import { convertUnit } from '../../../terminology/index.js';
import { normalizeName, parseSubstances } from '../../../terminology/substances/index.js';
import { ARITHMETIC_TOLERANCE } from '../../anaesthetics/load.js';
import type { UsedContents } from '../../anaesthetics/read-doses.js';
import type { Warning } from './anaesthetic-validation.js';

/** The amount that was taken of a lot. */
export interface TakenProduct extends UsedContents {
  /** The shade of a pigment; null for other products. */
  shade: string | null;
}

/** The parts of a record that are compared with its lots. */
export interface InjectedRecord {
  mesotherapy?: { volumePerShotMl?: number; shots?: number; substances: readonly string[] };
  micropigmentation?: { shades: readonly string[] };
  anaesthetic?: readonly { substance: string }[];
  sharps?: { opened: number };
}

/** A lot of the record with its place in the record, in the order of the record. */
interface Placed {
  product: TakenProduct;
  pointer: string;
}

const roundToThousandths = (value: number): number => Math.round(value * 1000) / 1000;
const convertToMillilitres = ({ product: { amount } }: Placed): number | null => {
  const converted = convertUnit(amount.value, amount.unit, 'mL');
  return typeof converted === 'number' ? converted : null;
};
const computeVolume = (taken: readonly Placed[]): number => taken.reduce((sum, placed) => sum + (convertToMillilitres(placed) ?? 0), 0);
const selectOfKind = (taken: readonly Placed[], ...kinds: string[]): Placed[] => taken.filter(({ product }) => kinds.includes(product.kind));

/**
 * Compares the injected volume with the volume from lots. Solutions must have been injected; an anaesthetic or another liquid may have been
 * injected with them, or given by itself.
 */
const listVolumeWarnings = ({ mesotherapy }: InjectedRecord, taken: readonly Placed[]): Warning[] => {
  const solutions = selectOfKind(taken, 'mesotherapy-solution');
  if (mesotherapy?.volumePerShotMl === undefined || mesotherapy.shots === undefined || solutions.length === 0) return [];
  // Vials and similar units are no volume: how much they contained is unknown.
  if (solutions.some((solution) => convertToMillilitres(solution) === null)) return [];
  const injected = mesotherapy.volumePerShotMl * mesotherapy.shots;
  const [least, most] = [computeVolume(solutions), computeVolume(selectOfKind(taken, 'mesotherapy-solution', 'anaesthetic', 'other'))];
  if (least <= injected * (1 + ARITHMETIC_TOLERANCE) && injected <= most * (1 + ARITHMETIC_TOLERANCE)) return [];
  const shots = `${mesotherapy.shots} shots of ${mesotherapy.volumePerShotMl} mL are ${roundToThousandths(injected)} mL`;
  const rest = injected < least ? ' What was thrown away is booked as waste of the lot, not as received.' : '';
  return [
    { code: 'volume-differs', pointer: '/products', detail: `${shots}, and ${roundToThousandths(injected < least ? least : most)} mL left the lots.${rest}` },
  ];
};

const listSubstances = (text: string): Set<string> => new Set(parseSubstances(text).found.map(({ substance }) => substance));

const isNamedIn = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean => [...some].some((substance) => others.has(substance));

/** Whether two names may mean the same thing: one is part of the other, or both name the same substance. */
const mayBeSame = (one: string, other: string): boolean => {
  const [first, second] = [normalizeName(one), normalizeName(other)];
  if (first === '' || second === '') return true;
  return first.includes(second) || second.includes(first) || isNamedIn(listSubstances(one), listSubstances(other));
};

/** Lists injected substances that no product contains. A product may contain more than its record names, because a solution has many ingredients. */
const listSubstanceWarnings = ({ mesotherapy, anaesthetic = [] }: InjectedRecord, taken: readonly Placed[]): Warning[] => {
  if (!mesotherapy || selectOfKind(taken, 'mesotherapy-solution').length === 0) return [];
  const names = [
    ...taken.flatMap(({ product }) => [product.name, ...product.ingredients.map(({ ingredient }) => ingredient)]),
    ...anaesthetic.map(({ substance }) => substance),
  ];
  return mesotherapy.substances.flatMap((substance, index) =>
    names.some((name) => mayBeSame(substance, name))
      ? []
      : [{ code: 'not-in-lots', pointer: `/mesotherapy/substances/${index}`, detail: `${substance} is in nothing that left the lots.` }],
  );
};

const listShadeWarnings = ({ micropigmentation }: InjectedRecord, taken: readonly Placed[]): Warning[] => {
  const pigments = selectOfKind(taken, 'pigment').flatMap(({ product: { shade }, pointer }) => (shade === null ? [] : [{ shade, pointer }]));
  if (!micropigmentation || pigments.length === 0) return [];
  const { shades } = micropigmentation;
  return [
    ...shades.flatMap((shade, index) =>
      pigments.some((pigment) => mayBeSame(shade, pigment.shade))
        ? []
        : [{ code: 'not-in-lots', pointer: `/micropigmentation/shades/${index}`, detail: `No pigment of the shade ${shade} left the lots.` }],
    ),
    ...pigments
      .filter((pigment) => !shades.some((shade) => mayBeSame(shade, pigment.shade)))
      .map(({ shade, pointer }) => ({ code: 'not-recorded', pointer, detail: `Pigment of the shade ${shade} left its lot, and is not among the shades.` })),
  ];
};

/** Requires that every cartridge and needle from a lot counts as opened. */
const listSharpsWarnings = ({ sharps }: InjectedRecord, taken: readonly Placed[]): Warning[] => {
  const pieces = selectOfKind(taken, 'needle', 'cartridge').reduce((sum, { product }) => sum + product.amount.value, 0);
  if (!sharps || pieces <= sharps.opened) return [];
  return [
    { code: 'sharps-differ', pointer: '/sharps/opened', detail: `${pieces} needles and cartridges left their lots, and ${sharps.opened} sharps were opened.` },
  ];
};

/** Warns of a record that names nothing that was applied to the skin. */
const listEmptyWarnings = ({ mesotherapy, micropigmentation }: InjectedRecord): Warning[] => [
  ...(mesotherapy?.substances.length === 0
    ? [{ code: 'substances-missing', pointer: '/mesotherapy/substances', detail: 'What was injected is not recorded.' }]
    : []),
  ...(micropigmentation?.shades.length === 0
    ? [{ code: 'shades-missing', pointer: '/micropigmentation/shades', detail: 'Which shades of pigment were used is not recorded (S2-06).' }]
    : []),
];

/** Lists where a record disagrees with its lots, and what it leaves open; null is a lot that the clinic does not have. */
export const listInjectedWarnings = (record: InjectedRecord, products: readonly (TakenProduct | null)[]): Warning[] => {
  const taken = products.flatMap((product, index): Placed[] => (product === null ? [] : [{ product, pointer: `/products/${index}/lotId` }]));
  return [
    ...listEmptyWarnings(record),
    ...listVolumeWarnings(record, taken),
    ...listSubstanceWarnings(record, taken),
    ...listShadeWarnings(record, taken),
    ...listSharpsWarnings(record, taken),
  ];
};
