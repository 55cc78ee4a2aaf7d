/** Reads the local anaesthetics of a session's record: those in words, and those taken from lots. */
import { listAnaestheticAgents, isAdrenaline, speaksOfAnaesthetic, speaksOfFelypressin, type AnaestheticAgent } from './agents.js';
import { computeMilligrams, type Quantity } from './amount.js';
import { findDoseLimit } from './limits.js';
import type { GivenDose, SessionDoses } from './load.js';

/** A dose as it was entered. */
export interface EnteredDose {
  substance: string;
  form?: string;
  milligrams: number;
  withAdrenaline?: 'yes' | 'no' | 'unknown';
  /** The concentration in grams per 100 mL: 1 % is 10 mg/mL. */
  concentrationPercent?: number;
  volumeMl?: number;
  areaSquareCentimetres?: number;
  minutesOnSkin?: number;
  givenAt?: string;
}

/** The amount of a product that was used, with its ingredients. */
export interface UsedContents {
  name: string;
  kind: string;
  amount: Quantity;
  ingredients: readonly { ingredient: string; code: { system: string; code: string } | null; concentration: Quantity | null }[];
}

export interface AnaestheticRecord {
  startedAt: Date;
  endedAt: Date;
  doses: readonly EnteredDose[];
  /** The used products in the order of the record; null for a lot that the clinic does not have. */
  products: readonly (UsedContents | null)[];
  /** The names of the injected substances. */
  substances: readonly string[];
}

/** An anaesthetic whose amount cannot be added up. */
interface Unread {
  code: 'no-known-limit' | 'unknown-concentration' | 'inconvertible-amount' | 'amount-not-recorded';
  pointer: string;
  detail: string;
}

export interface ReadDoses extends SessionDoses {
  unread: readonly Unread[];
}

const isLimited = (agents: readonly AnaestheticAgent[]): boolean => agents.length > 0 && agents.every((agent) => findDoseLimit(agent, null) !== null);

const createNoLimitProblem = (name: string, pointer: string): Unread => ({
  code: 'no-known-limit',
  pointer,
  detail: `Of ${name} no limit is known here.`,
});

const getAtcCode = ({ code }: { code: { system: string; code: string } | null }): string => (code?.system === 'atc' ? code.code : '');

/** The instant of a dose. A dose belongs to its session: an instant before the start or after the end counts as the start or the end. */
const clampDoseInstant = ({ givenAt }: EnteredDose, { startedAt, endedAt }: AnaestheticRecord): number => {
  const at = givenAt === undefined ? NaN : new Date(givenAt).getTime();
  return Number.isNaN(at) ? endedAt.getTime() : Math.min(Math.max(at, startedAt.getTime()), endedAt.getTime());
};

const readTypedDoses = (record: AnaestheticRecord): { typed: GivenDose[]; unread: Unread[] } => {
  const given = record.doses.map((dose, index) => ({ dose, index, agents: listAnaestheticAgents(dose.substance) })).filter(({ dose }) => dose.milligrams > 0);
  return {
    typed: given
      .filter(({ agents }) => agents.length > 0)
      .map(({ dose, agents }) => ({
        agents,
        milligrams: dose.milligrams,
        vasoconstrictor: dose.withAdrenaline === 'yes' ? 'adrenaline' : speaksOfFelypressin(dose.substance) ? 'felypressin' : null,
        at: clampDoseInstant(dose, record),
      })),
    unread: given.filter(({ agents }) => !isLimited(agents)).map(({ dose, index }) => createNoLimitProblem(dose.substance, `/anaesthetic/${index}`)),
  };
};

const problems = {
  'unknown-concentration': (what: string) => `Nobody has said how much of ${what} the product holds: how much left the lot is not known.`,
  'inconvertible-amount': (what: string) => `How much ${what} that is cannot be worked out from the concentration and the unit of the product.`,
} as const;

const readProductDoses = ({ name, kind, amount, ingredients }: UsedContents, pointer: string, at: number): { fromLots: GivenDose[]; unread: Unread[] } => {
  const words = ingredients.map((ingredient) => `${ingredient.ingredient} ${getAtcCode(ingredient)}`);
  const [withAdrenaline, withFelypressin] = [
    ingredients.some((ingredient) => isAdrenaline(ingredient.ingredient) || isAdrenaline(getAtcCode(ingredient))),
    words.some(speaksOfFelypressin),
  ];
  const fromLots: GivenDose[] = [];
  const unread: Unread[] = [];
  for (const [index, { ingredient, concentration }] of ingredients.entries()) {
    if (!speaksOfAnaesthetic(words[index]!)) continue;
    const agents = listAnaestheticAgents(words[index]!);
    if (!isLimited(agents)) unread.push(createNoLimitProblem(ingredient, pointer));
    if (agents.length === 0) continue;
    const milligrams = computeMilligrams(amount, concentration);
    if (typeof milligrams === 'number') {
      fromLots.push({ agents, milligrams, vasoconstrictor: withAdrenaline ? 'adrenaline' : withFelypressin ? 'felypressin' : null, at });
    } else unread.push({ code: milligrams, pointer, detail: problems[milligrams](ingredient) });
  }
  // A product of the kind anaesthetic counts as one, whatever its ingredients are called; a product that is only adrenaline does not.
  const isUnnamed = kind === 'anaesthetic' && !words.some(speaksOfAnaesthetic) && !ingredients.every(({ ingredient }) => isAdrenaline(ingredient));
  return { fromLots, unread: isUnnamed ? [createNoLimitProblem(name, pointer)] : unread };
};

/** Lists the injected anaesthetics whose amount neither a dose nor a lot states. */
const listUnmeasuredInjected = ({ substances }: AnaestheticRecord, measured: readonly GivenDose[]): Unread[] =>
  substances.flatMap((substance, index): Unread[] => {
    const agents = listAnaestheticAgents(substance);
    const isMeasured = agents.length > 0 && agents.every((agent) => measured.some((dose) => dose.agents.includes(agent)));
    if (isMeasured || !speaksOfAnaesthetic(substance)) return [];
    const detail = `${substance} was injected, and nothing says how much: record it under anaesthetic, or with its lot.`;
    return [{ code: 'amount-not-recorded', pointer: `/mesotherapy/substances/${index}`, detail }];
  });

/** Reads all local anaesthetics of a record, and lists those whose amount is unknown. */
export const readDoses = (record: AnaestheticRecord): ReadDoses => {
  const { typed, unread } = readTypedDoses(record);
  const used = record.products.map((product, index) =>
    product === null ? { fromLots: [], unread: [] } : readProductDoses(product, `/products/${index}`, record.endedAt.getTime()),
  );
  const fromLots = used.flatMap((item) => item.fromLots);
  return { typed, fromLots, unread: [...unread, ...used.flatMap((item) => item.unread), ...listUnmeasuredInjected(record, [...typed, ...fromLots])] };
};

/** Whether a record contains any local anaesthetic, with or without a known amount. */
export const holdsAnaesthetic = (record: AnaestheticRecord): boolean => {
  const { typed, fromLots, unread } = readDoses(record);
  return record.doses.length > 0 || typed.length + fromLots.length + unread.length > 0;
};
