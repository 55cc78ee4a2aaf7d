/** What is wrong with the anaesthetic of a session, and what to bear in mind about it. */
import type { FieldError } from '../../../kernel/failure.js';
import { inconsistentDoses, isLidocaine, LIMIT_SOURCE, lidocaineUse, type Dose } from './anaesthetic.js';

export interface AnaestheticContext {
  /** In kg; null when none is on file. */
  bodyWeight: number | null;
  /** Why more than the limit was given: a dermatologist alone may say so. */
  overLimitReason: string | null;
  byDermatologist: boolean;
}

export interface Warning {
  code: string;
  pointer: string;
  detail: string;
}

export interface Judgement {
  errors: FieldError[];
  warnings: Warning[];
}

const POINTER = '/anaesthetic';
const percent = (share: number): string => `${Math.round(share * 100)} %`;

const arithmetic = (doses: readonly Dose[]): FieldError[] =>
  inconsistentDoses(doses).map((index) => ({
    pointer: `${POINTER}/${index}/milligrams`,
    code: 'does-not-add-up',
    detail: 'The milligrams are not those of the concentration and the volume: 1 % is 10 mg/mL.',
  }));

const withoutLimit = (doses: readonly Dose[]): Warning[] =>
  doses.flatMap((dose, index) =>
    isLidocaine(dose.substance) ? [] : [{ code: 'no-known-limit', pointer: `${POINTER}/${index}`, detail: 'Of this anaesthetic no limit is known here.' }],
  );

const ofLidocaine = (doses: readonly Dose[], { bodyWeight, overLimitReason, byDermatologist }: AnaestheticContext): Judgement => {
  if (!doses.some((dose) => isLidocaine(dose.substance) && dose.milligrams > 0)) return { errors: [], warnings: [] };
  if (bodyWeight === null) {
    const detail = 'The limit of lidocaine follows from the body weight, and none is on file: record it with the vital signs.';
    return { errors: [{ pointer: '/vitalSigns/bodyWeight', code: 'required', detail }], warnings: [] };
  }
  const use = lidocaineUse(doses, bodyWeight)!;
  const detail = `${use.totalMilligrams} mg of lidocaine are ${percent(use.shareOfLimit)} of the limit at ${bodyWeight} kg (${LIMIT_SOURCE}).`;
  if (use.verdict === 'within') return { errors: [], warnings: [] };
  if (use.verdict === 'near') return { errors: [], warnings: [{ code: 'near-limit', pointer: POINTER, detail }] };
  if (overLimitReason !== null && byDermatologist) return { errors: [], warnings: [{ code: 'over-limit', pointer: POINTER, detail }] };
  const how = overLimitReason === null ? 'A dermatologist who records that it was given says why in overLimitReason.' : 'Only a dermatologist records more.';
  return { errors: [{ pointer: POINTER, code: 'over-limit', detail: `${detail} ${how}` }], warnings: [] };
};

export const judgeAnaesthetic = (doses: readonly Dose[], context: AnaestheticContext): Judgement => {
  const lidocaine = ofLidocaine(doses, context);
  return { errors: [...arithmetic(doses), ...lidocaine.errors], warnings: [...lidocaine.warnings, ...withoutLimit(doses)] };
};
