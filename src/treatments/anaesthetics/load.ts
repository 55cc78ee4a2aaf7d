/** What the local anaesthetic of a patient comes to, as a fraction of what the patient may have within 24 hours. */
import type { AnaestheticAgent } from './agents.js';
import { doseLimitOf, type DoseLimit, type Reduction, type Vasoconstrictor } from './limits.js';

/** An amount of one agent, or of a mixture whose parts nobody knows: then all of it counts as the part of which least is allowed. */
export interface GivenDose {
  agents: readonly AnaestheticAgent[];
  milligrams: number;
  vasoconstrictor: Vasoconstrictor | null;
  /** In milliseconds, as an instant counts them. */
  at: number;
}

/** The doses of one session: as people typed them, and as they left the lots. Both speak of the same doses: of each agent the larger counts. */
export interface SessionDoses {
  typed: readonly GivenDose[];
  fromLots: readonly GivenDose[];
}

export interface LimitedPerson {
  kilograms: number;
  reductions: readonly Reduction[];
}

export interface AnaestheticLoad {
  /** Of what the person may have; above 1 is too much. */
  share: number;
  /** The agents of it with what was given of each, in mg. */
  milligrams: ReadonlyMap<AnaestheticAgent, number>;
  /** The limits that it was held against, each once. */
  limits: readonly DoseLimit[];
  /** Whether doses of other sessions are among them. */
  withOthers: boolean;
}

const HOURS_24 = 86_400_000;

const leftOf = (reductions: readonly Reduction[]): number => Math.min(1, ...reductions.map(({ share }) => share));

/** The most that a person may have of it, in mg: by weight, never more than the absolute limit; of several reductions the greatest counts. */
export const milligramsAllowed = ({ milligramsPerKilogram, milligramsAtMost }: DoseLimit, { kilograms, reductions }: LimitedPerson): number =>
  Math.min(milligramsPerKilogram * kilograms, milligramsAtMost) * leftOf(reductions);

interface Counted {
  agent: AnaestheticAgent;
  limit: DoseLimit;
  milligrams: number;
  share: number;
  at: number;
}

/** By the agent of it of which least is allowed; null where no limit is known. */
const counted = ({ agents, milligrams, vasoconstrictor, at }: GivenDose, person: LimitedPerson): Counted | null =>
  agents
    .flatMap((agent): Counted[] => {
      const limit = doseLimitOf(agent, vasoconstrictor);
      return limit === null ? [] : [{ agent, limit, milligrams, share: milligrams / milligramsAllowed(limit, person), at }];
    })
    .reduce<Counted | null>((mostSevere, item) => (mostSevere === null || item.share > mostSevere.share ? item : mostSevere), null);

const total = (doses: readonly Counted[]): number => doses.reduce((sum, { share }) => sum + share, 0);

/** Of each agent what was typed, or what left the lots: whichever is more. */
const larger = (typed: readonly Counted[], fromLots: readonly Counted[]): Counted[] => {
  const agents = new Set([...typed, ...fromLots].map(({ agent }) => agent));
  return [...agents].flatMap((agent) => {
    const [one, other] = [typed, fromLots].map((doses) => doses.filter((dose) => dose.agent === agent)) as [Counted[], Counted[]];
    return total(one) >= total(other) ? one : other;
  });
};

/**
 * What the doses of a session come to, with those of other sessions of the patient: the most that lies within any 24 hours that hold a dose of
 * this session. Null where it has none of which a limit is known.
 */
export const anaestheticLoad = (own: SessionDoses, others: readonly SessionDoses[], person: LimitedPerson): AnaestheticLoad | null => {
  const all = [own, ...others].map(({ typed, fromLots }) => ({
    typed: typed.flatMap((dose) => counted(dose, person) ?? []),
    fromLots: fromLots.flatMap((dose) => counted(dose, person) ?? []),
  }));
  const starts = new Set(all.flatMap(({ typed, fromLots }) => [...typed, ...fromLots].map(({ at }) => at)));
  let most: AnaestheticLoad | null = null;
  for (const start of starts) {
    const within = (doses: readonly Counted[]) => doses.filter(({ at }) => at >= start && at <= start + HOURS_24);
    const [mine, ...theirs] = all.map(({ typed, fromLots }) => larger(within(typed), within(fromLots)));
    if (mine!.length === 0) continue;
    const doses = [...mine!, ...theirs.flat()];
    const share = total(doses);
    if (most !== null && share <= most.share) continue;
    const milligrams = new Map<AnaestheticAgent, number>();
    for (const dose of doses) milligrams.set(dose.agent, (milligrams.get(dose.agent) ?? 0) + dose.milligrams);
    most = { share, milligrams, limits: [...new Set(doses.map(({ limit }) => limit))], withOthers: theirs.flat().length > 0 };
  }
  return most;
};

/** The agents of which something else left the lots than was typed: both amounts in mg. Typed alone is no difference: not every clinic counts its stock. */
export const differencesIn = ({ typed, fromLots }: SessionDoses): { agents: readonly AnaestheticAgent[]; typed: number; fromLots: number }[] => {
  const mixture = typed.find(({ agents }) => agents.length > 1)?.agents ?? [];
  const family = ({ agents }: GivenDose): string => (agents.some((agent) => mixture.includes(agent)) ? mixture : agents).join(' ');
  const sum = (doses: readonly GivenDose[]): number => doses.reduce((all, { milligrams }) => all + milligrams, 0);
  return [...Map.groupBy(fromLots, family)].flatMap(([name, doses]) => {
    const [one, other] = [sum(typed.filter((dose) => family(dose) === name)), sum(doses)];
    const differs = Math.abs(one - other) > ARITHMETIC_TOLERANCE * Math.max(one, other);
    return differs ? [{ agents: name.split(' ') as AnaestheticAgent[], typed: one, fromLots: other }] : [];
  });
};

/** Between amounts that should be the same: syringes are read to a twentieth. */
export const ARITHMETIC_TOLERANCE = 0.05;
