/**
 * The limits of depth by technique. The clinic's documents have 1 to 4 mm for injections (S0-30) and the upper dermis for micropigmentation
 * (S1-28, C10); a protocol has these as `depthMm`. The other limits are literature, to be confirmed by the clinic's dermatologist.
 */
import type { Treatment } from '../../../kernel/treatment.js';
import { getLimit, type Limit, type Protocol } from './protocol.js';

interface KnownDepth {
  /** Whether the protocol's `depthMm` applies to the technique: it applies to injections and to every style of micropigmentation. */
  general: boolean;
  /** The technique's own limit; null where only `depthMm` applies. */
  own: Limit | null;
}

const defineDepth = (low: number, high: number, source: string): Limit => ({ low, high, usual: null, unit: 'mm', source: `${source}; to be confirmed` });

const general: KnownDepth = { general: true, own: null };

const known: Readonly<Record<Treatment, Readonly<Record<string, KnownDepth>>>> = {
  mesotherapy: {
    injection: general,
    mesogun: general,
    'point-by-point': { general: true, own: defineDepth(1, 4, 'S0-30; literature: point by point into the deep dermis, about 4 mm') },
    nappage: { general: true, own: defineDepth(1, 4, 'S0-30; literature: nappage at 2 to 4 mm') },
    'intradermal-papule': { general: true, own: defineDepth(1, 2, 'literature: a papule in the upper dermis, 1 to 2 mm') },
    epidermic: { general: false, own: defineDepth(0, 1, 'literature: the epidermic technique stays above 1 mm') },
    // The depth of 1 to 4 mm applies to injections only (C16).
    microneedling: { general: false, own: defineDepth(0.2, 2.5, 'C16; literature: needling of the scalp at 0.25 to 2.5 mm, mostly 1.5 mm (Dhurat 2013)') },
  },
  'scalp-micropigmentation': { 'shaved-look': general, 'density-fill': general, 'scar-camouflage': general, hairline: general, beard: general },
};

const findKnownDepth = (treatment: Treatment, technique: string): KnownDepth | null =>
  Object.hasOwn(known[treatment], technique) ? known[treatment][technique]! : null;

/** Lists the techniques that have a limit of depth without one in the protocol. */
export const listKnownTechniques = (treatment: Treatment): string[] => Object.keys(known[treatment]);

export const hasKnownDepth = (treatment: Treatment, technique: string): boolean => findKnownDepth(treatment, technique) !== null;

export interface DepthLimit {
  limit: Limit;
  /** The name of the limited value, for a sentence. */
  what: string;
}

/**
 * Lists every limit of depth that applies to a technique: the protocol's general limit, the technique's own limit, and the limit that the
 * protocol has for it. A protocol may be older than the requirement of such limits; to an unknown technique of it the general limit applies.
 */
export const listDepthLimits = (protocol: Protocol, technique: string | null): DepthLimit[] => {
  const found = technique === null ? null : findKnownDepth(protocol.treatment, technique);
  const { depths } = protocol.content;
  const given = technique !== null && depths && Object.hasOwn(depths, technique) ? depths[technique]! : null;
  const isGeneral = found?.general ?? given === null;
  const own = `The depth of ${technique ?? ''}`;
  return [
    ...(isGeneral ? [{ limit: getLimit(protocol, 'depthMm'), what: 'depthMm' }] : []),
    ...(found?.own ? [{ limit: found.own, what: own }] : []),
    ...(given ? [{ limit: given, what: own }] : []),
  ];
};
