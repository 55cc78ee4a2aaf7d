/** Lists the records that are missing to compare the state before a plan with the state after. */
import { enumOf } from '../../../kernel/enumeration.js';

export const missingKinds = enumOf('MissingOutcomeKind', ['measure', 'scale', 'rating', 'photograph']);
export type MissingKind = (typeof missingKinds)[number];
/** Whether a record from before the first session is missing, or one from since. */
export const missingCodes = enumOf('MissingOutcomeReason', ['no-baseline', 'no-follow-up']);
export type MissingCode = (typeof missingCodes)[number];

export interface Missing {
  of: MissingKind;
  /** The name of the measure, the scale or the kind of rating; null for photographs. */
  name: string | null;
  /** The region; null for a record that concerns the whole person. */
  region: string | null;
  code: MissingCode;
  detail: string;
}

interface Half {
  baseline: unknown;
  latest: unknown;
}

/** The records of a plan that exist. */
export interface Found {
  treatment: 'mesotherapy' | 'scalp-micropigmentation';
  /** Whether a session has begun: before that, no record from since can be missing. */
  begun: boolean;
  /** The regions of the plan's areas. */
  treated: readonly string[];
  measures: readonly (Half & { region: string; measure: string })[];
  scales: readonly (Half & { scale: string })[];
  ratings: readonly { kind: string }[];
  photographs: readonly { region: string; before: unknown; after: unknown }[];
}

/** The measures by which mesotherapy is judged in each treated region (S0-52). */
const coreMeasures = ['hair-density', 'hair-count', 'hair-diameter', 'anagen'] as const;
/** A photograph of the whole scalp shows every region of it. */
const WHOLE_SCALP = 'whole-scalp';
const beyondScalp: readonly string[] = ['beard', 'eyebrow'];

const words = (name: string): string => name.replaceAll('-', ' ');

const lacks = (found: Found, { baseline, latest }: Half): MissingCode[] => [
  ...(baseline ? [] : (['no-baseline'] as const)),
  ...(latest || !found.begun ? [] : (['no-follow-up'] as const)),
];

const when: Record<MissingCode, string> = { 'no-baseline': 'before the first session', 'no-follow-up': 'since the first session' };

const missingMeasures = (found: Found): Missing[] => {
  const wanted = found.treatment === 'mesotherapy' ? found.treated.flatMap((region) => coreMeasures.map((measure) => ({ region, measure: measure }))) : [];
  const known = found.measures.filter(({ region, measure }) => !wanted.some((item) => item.region === region && item.measure === measure));
  return [...wanted, ...known].flatMap(({ region, measure }) => {
    const half = found.measures.find((item) => item.region === region && item.measure === measure) ?? { baseline: null, latest: null };
    return lacks(found, half).map((code): Missing => ({
      of: 'measure',
      name: measure,
      region,
      code,
      detail: `No figure of ${words(measure)} in the region ${words(region)} ${when[code]}.`,
    }));
  });
};

const scale = (name: string, code: MissingCode): Missing => ({ of: 'scale', name, region: null, code, detail: `No ${name.toUpperCase()} ${when[code]}.` });

/** Lists missing scales: life quality is needed before and after; improvement is itself a comparison, and needed only after. */
const missingScales = (found: Found): Missing[] => {
  const of = (name: string): Half => ({
    baseline: found.scales.find((scale) => scale.scale === name && scale.baseline),
    latest: found.scales.find((scale) => scale.scale === name && scale.latest),
  });
  return [
    ...lacks(found, of('dlqi')).map((code) => scale('dlqi', code)),
    ...lacks(found, { ...of('gais'), baseline: true }).map((code) => scale('gais', code)),
  ];
};

const missingRatings = ({ treatment, begun, ratings }: Found): Missing[] => {
  const wanted = treatment === 'mesotherapy' ? ['satisfaction'] : ['satisfaction', 'fading'];
  return wanted
    .filter((kind) => begun && !ratings.some((rating) => rating.kind === kind))
    .map((kind): Missing => ({ of: 'rating', name: kind, region: null, code: 'no-follow-up', detail: `No rating of ${kind} since the first session.` }));
};

/** Lists missing photographs of each treated region. Only a pair from the same angle is a comparison. */
const missingPhotographs = (found: Found): Missing[] =>
  found.treated.flatMap((region) => {
    const shows = found.photographs.filter((pair) => pair.region === region || (pair.region === WHOLE_SCALP && !beyondScalp.includes(region)));
    const paired = shows.some(({ before, after }) => before && after);
    const half = { baseline: shows.some(({ before }) => before), latest: paired };
    const said = lacks(found, half);
    return said.map((code): Missing => ({
      of: 'photograph',
      name: null,
      region,
      code,
      detail:
        code === 'no-follow-up' && half.baseline
          ? `No photograph of the ${words(region)} since the first session from an angle from which there is one before it.`
          : `No photograph of the ${words(region)} ${when[code]}.`,
    }));
  });

/** Lists all missing records of the treated regions and of the whole person. */
export const missingOf = (found: Found): Missing[] => [
  ...missingMeasures(found),
  ...missingScales(found),
  ...missingRatings(found),
  ...missingPhotographs(found),
];
