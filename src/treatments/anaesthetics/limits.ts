/**
 * The maximum dose of each local anaesthetic for an adult within 24 hours, by source. Doses of several agents add up as fractions of each
 * agent's own limit, because their effects on brain and heart are additive.
 *
 * Where sources differ, the lower figure is used. All limits are literature, in none of the clinic's documents: the clinic's dermatologist is
 * to confirm them, and they are shown as such. Children are not treated, and no figure here applies to them.
 */
import type { AnaestheticAgent } from './agents.js';

export interface DoseLimit {
  readonly milligramsPerKilogram: number;
  readonly milligramsAtMost: number;
  readonly source: string;
}

/** The limit of an anaesthetic on the skin by area and time, beside its limit by dose. */
export interface SkinLimit {
  readonly squareCentimetres: number;
  readonly minutes: number;
  readonly source: string;
}

export type Vasoconstrictor = 'adrenaline' | 'felypressin';

export interface AgentLimits {
  /** The limit without a vasoconstrictor, and wherever a vasoconstrictor is uncertain. */
  readonly plain: DoseLimit;
  readonly withAdrenaline?: DoseLimit;
  readonly withFelypressin?: DoseLimit;
}

const createLimit = (milligramsPerKilogram: number, milligramsAtMost: number, source: string): DoseLimit => ({
  milligramsPerKilogram,
  milligramsAtMost,
  source,
});

/** The limits of each agent. Null where no authority states a limit by dose: a dermatologist then says why the agent was given. */
export const anaestheticLimits: Readonly<Record<AnaestheticAgent, AgentLimits | null>> = {
  lidocaine: {
    plain: createLimit(4.5, 300, 'US label of lidocaine injection (Xylocaine)'),
    withAdrenaline: createLimit(7, 500, 'US label of lidocaine injection with epinephrine (Xylocaine)'),
  },
  // Methaemoglobin depends on the dose, not on how fast it is absorbed: adrenaline does not raise this limit.
  prilocaine: {
    plain: createLimit(6, 400, 'British National Formulary; UK summary of product characteristics of Citanest'),
    withFelypressin: createLimit(6, 300, 'UK summary of product characteristics of Citanest 3 % with Octapressin'),
  },
  mepivacaine: { plain: createLimit(4.4, 300, 'UK summary of product characteristics of Scandonest; the US label has 6.6 mg/kg and 400 mg') },
  bupivacaine: { plain: createLimit(2, 150, 'UK summary of product characteristics of Marcain; the US label has 175 mg, with epinephrine 225 mg') },
  levobupivacaine: { plain: createLimit(2, 150, 'UK summary of product characteristics of Chirocaine') },
  ropivacaine: { plain: createLimit(3, 200, 'UK summary of product characteristics of Naropin: infiltration') },
  articaine: {
    plain: createLimit(4, 280, 'German professional information of Ultracain D without adrenaline'),
    withAdrenaline: createLimit(7, 500, 'UK summary of product characteristics of Septanest'),
  },
  tetracaine: { plain: createLimit(1.5, 100, 'common limit on skin and mucosa in textbooks of anaesthesia; below the seven tubes of the UK label of Ametop') },
  benzocaine: null,
  procaine: { plain: createLimit(7, 500, 'textbooks of anaesthesia; the US label of Novocain has 1,000 mg') },
  chloroprocaine: {
    plain: createLimit(11, 800, 'US label of chloroprocaine (Nesacaine)'),
    withAdrenaline: createLimit(14, 1000, 'US label of chloroprocaine with epinephrine (Nesacaine)'),
  },
};

/** Finds the limit by area and time of lidocaine with prilocaine (EMLA), lidocaine alone or tetracaine; null where no source has a limit. */
export const findSkinLimit = (agents: readonly AnaestheticAgent[]): SkinLimit | null => {
  if (agents.includes('lidocaine') && agents.includes('prilocaine')) {
    return { squareCentimetres: 600, minutes: 300, source: 'UK summary of product characteristics of EMLA, adults' };
  }
  if (agents.includes('tetracaine')) {
    return { squareCentimetres: 210, minutes: 45, source: 'UK summary of product characteristics of Ametop: seven tubes of 30 cm2' };
  }
  if (agents.includes('lidocaine')) {
    return { squareCentimetres: 600, minutes: 300, source: 'UK summary of product characteristics of LMX 4 for the time; the area as of EMLA' };
  }
  return null;
};

/** Finds the limit of an agent. Only a vasoconstrictor that is stated changes the limit. */
export const findDoseLimit = (agent: AnaestheticAgent, vasoconstrictor: Vasoconstrictor | null): DoseLimit | null => {
  const limits = anaestheticLimits[agent];
  if (limits === null) return null;
  if (vasoconstrictor === 'adrenaline') return limits.withAdrenaline ?? limits.plain;
  if (vasoconstrictor === 'felypressin') return limits.withFelypressin ?? limits.plain;
  return limits.plain;
};

/** The body weight that is assumed where the body weight is unknown: that of a light adult, in kg. */
export const ASSUMED_KILOGRAMS = 50;

/** A reason why all of a person's limits are lower. */
export interface Reduction {
  /** The reason, in words. */
  because: string;
  /** The share of the limit that remains: more than 0, less than 1. */
  share: number;
}

export const REDUCTIONS_SOURCE = 'Rosenberg, Veering, Urmey 2004 (Regional Anesthesia and Pain Medicine 29:564): 10 to 50 % less';

interface KnownPerson {
  /** The age in whole years; null where the birth date is unknown. */
  age: number | null;
  conditions: readonly { code: string | null; text: string | null }[];
}

const ELDERLY_FROM = 70;

const slowing: readonly { because: string; share: number; codes: RegExp; words: RegExp }[] = [
  { because: 'a disease of the liver', share: 0.5, codes: /^(K7[0-7]|B18)/, words: /liver|hepati[ct]|cirrho/ },
  { because: 'a disease of the heart', share: 0.8, codes: /^(I2[0-5]|I4[2-9]|I50)/, words: /heart|cardiac|cardiomyo|arrhythm|infarct/ },
  { because: 'a disease of the kidneys', share: 0.8, codes: /^(N1[7-9])/, words: /kidney (disease|failure)|renal (failure|insufficiency)/ },
];

/** Lists why a person's limits are lower: the age, and diseases that slow down the breakdown, active or not. */
export const listReductions = ({ age, conditions }: KnownPerson): Reduction[] => [
  ...(age !== null && age >= ELDERLY_FROM ? [{ because: `an age of ${age}`, share: 0.8 }] : []),
  ...slowing
    .filter(({ codes, words }) => conditions.some(({ code, text }) => codes.test(code?.toUpperCase() ?? '') || words.test(text?.toLowerCase() ?? '')))
    .map(({ because, share }) => ({ because, share })),
];
