/** Validates the anaesthetic of a session. Answers the errors and the warnings. */
import type { FieldError } from '../../../kernel/failure.js';
import { validateReason } from '../../reasons.js';
import { listAnaestheticAgents } from '../../anaesthetics/agents.js';
import { ASSUMED_KILOGRAMS, REDUCTIONS_SOURCE, findSkinLimit, type Reduction } from '../../anaesthetics/limits.js';
import { computeAnaestheticLoad, ARITHMETIC_TOLERANCE, listDoseDifferences, type AnaestheticLoad } from '../../anaesthetics/load.js';
import { readDoses, type AnaestheticRecord, type ReadDoses, type EnteredDose } from '../../anaesthetics/read-doses.js';

export interface AnaestheticContext {
  /** The patient's other sessions of any plan that may lie within 24 hours. */
  others: readonly AnaestheticRecord[];
  /** The body weight in kg; null where none is on file. */
  bodyWeight: number | null;
  reductions: readonly Reduction[];
  /** Why more than the limit was given. Only a dermatologist may give this reason. */
  overLimitReason: string | null;
  /** Why an anaesthetic was given that cannot be compared with a limit. Only a dermatologist may give this reason. */
  anaestheticReason: string | null;
  byDermatologist: boolean;
}

export interface Warning {
  code: string;
  pointer: string;
  detail: string;
}

export interface ValidationResult {
  errors: FieldError[];
  warnings: Warning[];
}

const LIMIT_SOURCE = 'literature; to be confirmed by the clinic’s dermatologist';

/** The share of the limit from which there is a warning; above 1 the record is refused. */
const WARNING_SHARE = 0.8;
/** The tolerance for rounding, so that a dose exactly at the limit is not above it. */
const TOLERANCE = 1e-9;
const POINTER = '/anaesthetic';
const MILLIGRAMS_PER_ML_AND_PERCENT = 10;

const formatPercent = (share: number): string => `${Math.round(share * 100)} %`;
const roundMilligrams = (milligrams: number): number => Math.round(milligrams * 10) / 10;
const joinWords = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);

const none: ValidationResult = { errors: [], warnings: [] };
const mergeResults = (...parts: readonly ValidationResult[]): ValidationResult => ({
  errors: parts.flatMap(({ errors }) => errors),
  warnings: parts.flatMap(({ warnings }) => warnings),
});

/** Requires that the milligrams agree with the concentration and the volume. */
const validateArithmetic = (doses: readonly EnteredDose[]): FieldError[] =>
  doses.flatMap(({ milligrams, concentrationPercent, volumeMl }, index) => {
    if (concentrationPercent === undefined || volumeMl === undefined) return [];
    const computed = concentrationPercent * MILLIGRAMS_PER_ML_AND_PERCENT * volumeMl;
    if (Math.abs(milligrams - computed) <= ARITHMETIC_TOLERANCE * Math.max(milligrams, computed)) return [];
    return [
      {
        pointer: `${POINTER}/${index}/milligrams`,
        code: 'does-not-add-up',
        detail: 'The milligrams are not those of the concentration and the volume: 1 % is 10 mg/mL.',
      },
    ];
  });

/** Turns what is refused into a warning that stays with the record, where a dermatologist gives a reason. */
const applyDecision = (found: readonly FieldError[], reason: string | null, byDermatologist: boolean, member: string, what: string): ValidationResult => {
  if (reason !== null && byDermatologist) return { errors: [], warnings: [...found] };
  const how = reason === null ? `A dermatologist who records ${what} says why in ${member}.` : `Only a dermatologist records ${what}.`;
  return { errors: found.map((fieldError) => ({ ...fieldError, detail: `${fieldError.detail} ${how}` })), warnings: [] };
};

const validateUnreadDoses = (read: ReadDoses, { anaestheticReason, byDermatologist }: AnaestheticContext): ValidationResult =>
  applyDecision(read.unread, anaestheticReason, byDermatologist, 'anaestheticReason', 'that it was given');

/** Applies the limits of area and time to an anaesthetic on the skin, beside the limit by dose. */
const validateSkinLimits = (doses: readonly EnteredDose[]): ValidationResult => {
  const found: ValidationResult = { errors: [], warnings: [] };
  for (const [index, dose] of doses.entries()) {
    const agents = listAnaestheticAgents(dose.substance);
    const limit = dose.form === 'gel' && dose.milligrams > 0 ? findSkinLimit(agents) : null;
    if (limit === null) continue;
    const pointer = `${POINTER}/${index}`;
    const source = `(${LIMIT_SOURCE}: ${limit.source})`;
    const { areaSquareCentimetres: area, minutesOnSkin: minutes } = dose;
    if (area !== undefined && area > limit.squareCentimetres) {
      const detail = `${dose.substance} lies on at most ${limit.squareCentimetres} cm2 of skin ${source}.`;
      found.errors.push({ pointer: `${pointer}/areaSquareCentimetres`, code: 'over-limit', detail });
    }
    if (minutes !== undefined && minutes > limit.minutes) {
      const detail = `${dose.substance} stays on the skin for at most ${limit.minutes} minutes ${source}.`;
      found.errors.push({ pointer: `${pointer}/minutesOnSkin`, code: 'over-limit', detail });
    }
    // The documents have a gel of lidocaine alone (S0-28) without area and time; creams whose limits depend on both must state both.
    if (agents.some((agent) => agent !== 'lidocaine') && (area === undefined || minutes === undefined)) {
      const detail = `On how much skin and how long it lay was not recorded: at most ${limit.squareCentimetres} cm2 and ${limit.minutes} minutes ${source}.`;
      found.warnings.push({ pointer, code: 'skin-not-recorded', detail });
    }
  }
  return found;
};

const describeLoad = (load: AnaestheticLoad, kilograms: string, reductions: readonly Reduction[]): string => {
  const given = joinWords([...load.milligrams].map(([agent, milligrams]) => `${roundMilligrams(milligrams)} mg of ${agent}`));
  const limits = load.milligrams.size === 1 ? 'are' : 'are together';
  const others = load.withOthers ? ', with what other sessions gave within 24 hours,' : '';
  const lowered = reductions.length === 0 ? '' : `, lowered for ${joinWords(reductions.map(({ because }) => because))}`;
  const sources = [...new Set(load.limits.map(({ source }) => source)), ...(reductions.length === 0 ? [] : [REDUCTIONS_SOURCE])];
  return `${given}${others} ${limits} ${formatPercent(load.share)} of the limit at ${kilograms}${lowered} (${LIMIT_SOURCE}: ${sources.join('; ')}).`;
};

const validateDoseLimits = (read: ReadDoses, skin: readonly FieldError[], context: AnaestheticContext): ValidationResult => {
  const { bodyWeight, reductions, overLimitReason, anaestheticReason, byDermatologist } = context;
  const over = (found: readonly FieldError[]) => applyDecision(found, overLimitReason, byDermatologist, 'overLimitReason', 'that more was given');
  const kilograms = bodyWeight ?? ASSUMED_KILOGRAMS;
  const others = context.others.map(readDoses);
  const load = computeAnaestheticLoad(read, others, { kilograms, reductions });
  if (load === null) return over(skin);
  const pointer = read.typed.length > 0 ? POINTER : '/products';
  const detail = describeLoad(
    load,
    bodyWeight === null ? `${kilograms} kg, which stand in for a body weight that nobody knows` : `${kilograms} kg`,
    reductions,
  );
  const weight =
    bodyWeight === null
      ? applyDecision(
          [
            {
              pointer: '/vitalSigns/bodyWeight',
              code: 'required',
              detail: `The limit follows from the body weight, and none is on file: record it with the vital signs. ${detail}`,
            },
          ],
          anaestheticReason,
          byDermatologist,
          'anaestheticReason',
          'that it was given',
        )
      : none;
  const earlier: Warning[] = others.some(({ unread }) => unread.length > 0)
    ? [{ pointer, code: 'unknown-in-other-session', detail: 'Another session within 24 hours had an anaesthetic of which nobody can say how much it adds.' }]
    : [];
  if (load.share > 1 + TOLERANCE) return mergeResults(weight, over([{ code: 'over-limit', pointer, detail }, ...skin]), { errors: [], warnings: earlier });
  const near = load.share >= WARNING_SHARE - TOLERANCE ? [{ code: 'near-limit', pointer, detail }] : [];
  return mergeResults(weight, over(skin), { errors: [], warnings: [...near, ...earlier] });
};

const listDifferenceWarnings = (read: ReadDoses): Warning[] =>
  listDoseDifferences(read).map(({ agents, typed, fromLots }) => ({
    code: 'anaesthetic-differs',
    pointer: read.typed.length > 0 ? POINTER : '/products',
    detail: `${roundMilligrams(fromLots)} mg of ${joinWords(agents)} left the lots, ${roundMilligrams(typed)} mg were recorded as given: the larger counts.`,
  }));

export const validateAnaesthetic = (record: AnaestheticRecord, context: AnaestheticContext): ValidationResult => {
  const read = readDoses(record);
  const skin = validateSkinLimits(record.doses);
  return mergeResults(
    { errors: [...validateArithmetic(record.doses), ...validateReason(context.anaestheticReason, '/anaestheticReason')], warnings: [] },
    validateDoseLimits(read, skin.errors, context),
    validateUnreadDoses(read, context),
    { errors: [], warnings: [...skin.warnings, ...listDifferenceWarnings(read)] },
  );
};
