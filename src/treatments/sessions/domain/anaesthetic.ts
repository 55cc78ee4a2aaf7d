/**
 * How much local anaesthetic a person may have in one session, summed over doses and forms, by body weight.
 *
 * Lidocaine: 4.5 mg/kg and 300 mg at most without adrenaline, 7 mg/kg and 500 mg at most with it. Common medical knowledge
 * (`literature`), in none of the clinic's documents: the clinic's dermatologist is to confirm it, and it is shown as such. Of other
 * anaesthetics no limit is known here, which the record says.
 */

export interface Dose {
  substance: string;
  milligrams: number;
  withAdrenaline?: 'yes' | 'no' | 'unknown';
  /** Grams in 100 mL: 1 % is 10 mg/mL. */
  concentrationPercent?: number;
  volumeMl?: number;
}

export interface DoseLimit {
  readonly milligramsPerKilogram: number;
  readonly milligramsAtMost: number;
}

export const lidocaineLimits = {
  plain: { milligramsPerKilogram: 4.5, milligramsAtMost: 300 },
  withAdrenaline: { milligramsPerKilogram: 7, milligramsAtMost: 500 },
} as const satisfies Record<string, DoseLimit>;

export const LIMIT_SOURCE = 'literature; to be confirmed by the clinic’s dermatologist';

/** From this share of the limit on there is a warning; above 1 the dose is refused. */
export const WARNING_SHARE = 0.8;

/** Rounding of doses must not turn the limit itself into more than the limit. */
const TOLERANCE = 1e-9;

/** Between the milligrams that were typed and those that follow from concentration and volume. */
const ARITHMETIC_TOLERANCE = 0.05;
const MILLIGRAMS_PER_ML_AND_PERCENT = 10;

/** Names under which lidocaine is written down; EMLA is a cream that holds it. */
const LIDOCAINE = /lidoca|lignoca|xyloca|\bemla\b/i;

export const isLidocaine = (substance: string): boolean => LIDOCAINE.test(substance);

export const limitFor = ({ milligramsPerKilogram, milligramsAtMost }: DoseLimit, kilograms: number): number =>
  Math.min(milligramsPerKilogram * kilograms, milligramsAtMost);

/** Only adrenaline that is stated raises the limit. */
const limitOf = (dose: Dose): DoseLimit => (dose.withAdrenaline === 'yes' ? lidocaineLimits.withAdrenaline : lidocaineLimits.plain);

export interface LidocaineUse {
  totalMilligrams: number;
  /** Of what the person may have: each dose by its own limit. Above 1 is too much. */
  shareOfLimit: number;
  verdict: 'within' | 'near' | 'over';
}

/** What the lidocaine of a session comes to; null when there was none. */
export const lidocaineUse = (doses: readonly Dose[], kilograms: number): LidocaineUse | null => {
  const own = doses.filter((dose) => isLidocaine(dose.substance) && dose.milligrams > 0);
  if (own.length === 0) return null;
  const shareOfLimit = own.reduce((share, dose) => share + dose.milligrams / limitFor(limitOf(dose), kilograms), 0);
  return {
    totalMilligrams: own.reduce((sum, dose) => sum + dose.milligrams, 0),
    shareOfLimit,
    verdict: shareOfLimit > 1 + TOLERANCE ? 'over' : shareOfLimit >= WARNING_SHARE - TOLERANCE ? 'near' : 'within',
  };
};

/** The doses whose milligrams are not what their concentration and volume make: their places in the list. */
export const inconsistentDoses = (doses: readonly Dose[]): number[] =>
  doses.flatMap(({ milligrams, concentrationPercent, volumeMl }, index) => {
    if (concentrationPercent === undefined || volumeMl === undefined) return [];
    const computed = concentrationPercent * MILLIGRAMS_PER_ML_AND_PERCENT * volumeMl;
    return Math.abs(milligrams - computed) > ARITHMETIC_TOLERANCE * Math.max(milligrams, computed) ? [index] : [];
  });
