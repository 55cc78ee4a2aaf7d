/** Computes the patient's load of local anaesthetic, as a fraction of what the patient may have within 24 hours. */
import type { AnaestheticAgent } from './agents.js';
import { findDoseLimit, type DoseLimit, type Reduction, type Vasoconstrictor } from './limits.js';

/** An amount of one agent, or of a mixture whose parts are unknown. All of a mixture counts as the agent with the lowest limit. */
export interface GivenDose {
  agents: readonly AnaestheticAgent[];
  milligrams: number;
  vasoconstrictor: Vasoconstrictor | null;
  /** When the dose was given, in milliseconds since 1970. */
  at: number;
}

/** The doses of one session: as entered, and as taken from lots. Both describe the same doses, so that for each agent the larger amount counts. */
export interface SessionDoses {
  typed: readonly GivenDose[];
  fromLots: readonly GivenDose[];
}

export interface LimitedPerson {
  kilograms: number;
  reductions: readonly Reduction[];
}

export interface AnaestheticLoad {
  /** The share of the maximum dose; above 1 is too much. */
  share: number;
  /** The amount of each agent, in mg. */
  milligrams: ReadonlyMap<AnaestheticAgent, number>;
  /** The limits that were applied, each once. */
  limits: readonly DoseLimit[];
  /** Whether doses of other sessions are included. */
  withOthers: boolean;
}

const HOURS_24 = 86_400_000;

const computeRemainingShare = (reductions: readonly Reduction[]): number => Math.min(1, ...reductions.map(({ share }) => share));

/** Computes the maximum dose for a person, in mg: by weight, never more than the absolute limit. Of several reductions, the greatest counts. */
export const computeAllowedMilligrams = ({ milligramsPerKilogram, milligramsAtMost }: DoseLimit, { kilograms, reductions }: LimitedPerson): number =>
  Math.min(milligramsPerKilogram * kilograms, milligramsAtMost) * computeRemainingShare(reductions);

interface Counted {
  agent: AnaestheticAgent;
  limit: DoseLimit;
  milligrams: number;
  share: number;
  at: number;
}

/** Compares a dose with the lowest limit among its agents; null where no agent has a known limit. */
const findCountedDose = ({ agents, milligrams, vasoconstrictor, at }: GivenDose, person: LimitedPerson): Counted | null =>
  agents
    .flatMap((agent): Counted[] => {
      const limit = findDoseLimit(agent, vasoconstrictor);
      return limit === null ? [] : [{ agent, limit, milligrams, share: milligrams / computeAllowedMilligrams(limit, person), at }];
    })
    .reduce<Counted | null>((mostSevere, item) => (mostSevere === null || item.share > mostSevere.share ? item : mostSevere), null);

const sumShares = (doses: readonly Counted[]): number => doses.reduce((sum, { share }) => sum + share, 0);

/** Keeps, for each agent, the larger of the amount entered and the amount taken from lots. */
const selectLarger = (typed: readonly Counted[], fromLots: readonly Counted[]): Counted[] => {
  const agents = new Set([...typed, ...fromLots].map(({ agent }) => agent));
  return [...agents].flatMap((agent) => {
    const [one, other] = [typed, fromLots].map((doses) => doses.filter((dose) => dose.agent === agent)) as [Counted[], Counted[]];
    return sumShares(one) >= sumShares(other) ? one : other;
  });
};

/**
 * Computes the load of a session together with the patient's other sessions: the highest load within any 24 hours that contain a dose of this
 * session. Null where the session has no dose with a known limit.
 */
export const computeAnaestheticLoad = (own: SessionDoses, others: readonly SessionDoses[], person: LimitedPerson): AnaestheticLoad | null => {
  const all = [own, ...others].map(({ typed, fromLots }) => ({
    typed: typed.flatMap((dose) => findCountedDose(dose, person) ?? []),
    fromLots: fromLots.flatMap((dose) => findCountedDose(dose, person) ?? []),
  }));
  const starts = new Set(all.flatMap(({ typed, fromLots }) => [...typed, ...fromLots].map(({ at }) => at)));
  let most: AnaestheticLoad | null = null;
  for (const start of starts) {
    const within = (doses: readonly Counted[]) => doses.filter(({ at }) => at >= start && at <= start + HOURS_24);
    const [mine, ...theirs] = all.map(({ typed, fromLots }) => selectLarger(within(typed), within(fromLots)));
    if (mine!.length === 0) continue;
    const doses = [...mine!, ...theirs.flat()];
    const share = sumShares(doses);
    if (most !== null && share <= most.share) continue;
    const milligrams = new Map<AnaestheticAgent, number>();
    for (const dose of doses) milligrams.set(dose.agent, (milligrams.get(dose.agent) ?? 0) + dose.milligrams);
    most = { share, milligrams, limits: [...new Set(doses.map(({ limit }) => limit))], withOthers: theirs.flat().length > 0 };
  }
  return most;
};

/**
 * Lists the agents whose entered amount differs from the amount taken from lots, with both amounts in mg. An entered amount without a lot is
 * no difference: not every clinic counts its stock.
 */
export const listDoseDifferences = ({ typed, fromLots }: SessionDoses): { agents: readonly AnaestheticAgent[]; typed: number; fromLots: number }[] => {
  const mixture = typed.find(({ agents }) => agents.length > 1)?.agents ?? [];
  const family = ({ agents }: GivenDose): string => (agents.some((agent) => mixture.includes(agent)) ? mixture : agents).join(' ');
  const sum = (doses: readonly GivenDose[]): number => doses.reduce((all, { milligrams }) => all + milligrams, 0);
  return [...Map.groupBy(fromLots, family)].flatMap(([name, doses]) => {
    const [one, other] = [sum(typed.filter((dose) => family(dose) === name)), sum(doses)];
    const differs = Math.abs(one - other) > ARITHMETIC_TOLERANCE * Math.max(one, other);
    return differs ? [{ agents: name.split(' ') as AnaestheticAgent[], typed: one, fromLots: other }] : [];
  });
};

/** The relative difference that is allowed between amounts that should be equal: syringes are read to a twentieth. */
export const ARITHMETIC_TOLERANCE = 0.05;
