/** Lists the records that are missing to compare the state before a plan with the state after. */
import { declareEnumeration } from '../../../kernel/enumeration.js';

export const missingKinds = declareEnumeration('MissingOutcomeKind', ['measure', 'scale', 'rating', 'photograph']);
export type MissingKind = (typeof missingKinds)[number];
/** Whether a record from before the first session is missing, or one from since. */
export const missingCodes = declareEnumeration('MissingOutcomeReason', ['no-baseline', 'no-follow-up']);
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

const toWords = (name: string): string => name.replaceAll('-', ' ');

const listMissingCodes = (found: Found, { baseline, latest }: Half): MissingCode[] => [
  ...(baseline ? [] : (['no-baseline'] as const)),
  ...(latest || !found.begun ? [] : (['no-follow-up'] as const)),
];

const when: Record<MissingCode, string> = { 'no-baseline': 'before the first session', 'no-follow-up': 'since the first session' };

const listMissingMeasures = (found: Found): Missing[] => {
  const wanted = found.treatment === 'mesotherapy' ? found.treated.flatMap((region) => coreMeasures.map((measure) => ({ region, measure: measure }))) : [];
  const known = found.measures.filter(({ region, measure }) => !wanted.some((item) => item.region === region && item.measure === measure));
  return [...wanted, ...known].flatMap(({ region, measure }) => {
    const half = found.measures.find((item) => item.region === region && item.measure === measure) ?? { baseline: null, latest: null };
    return listMissingCodes(found, half).map((code): Missing => ({
      of: 'measure',
      name: measure,
      region,
      code,
      detail: `No figure of ${toWords(measure)} in the region ${toWords(region)} ${when[code]}.`,
    }));
  });
};

const createMissingScale = (name: string, code: MissingCode): Missing => ({
  of: 'scale',
  name,
  region: null,
  code,
  detail: `No ${name.toUpperCase()} ${when[code]}.`,
});

/** Lists missing scales: life quality is needed before and after; improvement is itself a comparison, and needed only after. */
const listMissingScales = (found: Found): Missing[] => {
  const of = (name: string): Half => ({
    baseline: found.scales.find((scale) => scale.scale === name && scale.baseline),
    latest: found.scales.find((scale) => scale.scale === name && scale.latest),
  });
  return [
    ...listMissingCodes(found, of('dlqi')).map((code) => createMissingScale('dlqi', code)),
    ...listMissingCodes(found, { ...of('gais'), baseline: true }).map((code) => createMissingScale('gais', code)),
  ];
};

const listMissingRatings = ({ treatment, begun, ratings }: Found): Missing[] => {
  const wanted = treatment === 'mesotherapy' ? ['satisfaction'] : ['satisfaction', 'fading'];
  return wanted
    .filter((kind) => begun && !ratings.some((rating) => rating.kind === kind))
    .map((kind): Missing => ({ of: 'rating', name: kind, region: null, code: 'no-follow-up', detail: `No rating of ${kind} since the first session.` }));
};

/** Lists missing photographs of each treated region. Only a pair from the same angle is a comparison. */
const listMissingPhotographs = (found: Found): Missing[] =>
  found.treated.flatMap((region) => {
    const shows = found.photographs.filter((pair) => pair.region === region || (pair.region === WHOLE_SCALP && !beyondScalp.includes(region)));
    const paired = shows.some(({ before, after }) => before && after);
    const half = { baseline: shows.some(({ before }) => before), latest: paired };
    const said = listMissingCodes(found, half);
    return said.map((code): Missing => ({
      of: 'photograph',
      name: null,
      region,
      code,
      detail:
        code === 'no-follow-up' && half.baseline
          ? `No photograph of the ${toWords(region)} since the first session from an angle from which there is one before it.`
          : `No photograph of the ${toWords(region)} ${when[code]}.`,
    }));
  });

/** Lists all missing records of the treated regions and of the whole person. */
export const listMissing = (found: Found): Missing[] => [
  ...listMissingMeasures(found),
  ...listMissingScales(found),
  ...listMissingRatings(found),
  ...listMissingPhotographs(found),
];
