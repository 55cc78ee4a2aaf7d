/** The rules of an adverse event: its seriousness, its usual course, and contradictions in a report. */
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { FieldError } from '../../../kernel/failure.js';
import { MILLISECONDS_PER_HOUR } from '../../../kernel/instant.js';
import type { Treatment } from '../../../kernel/treatment.js';
import { findUsualCourse, type EventTypeCode } from './event-types.js';

/** The criteria that make an adverse event serious (ICH E2A). */
export const seriousnessCriteria = declareEnumeration('SeriousnessCriterion', [
  'death',
  'life-threatening',
  'hospitalisation',
  'disability',
  'congenital-anomaly',
  'medically-important',
]);
export type SeriousnessCriterion = (typeof seriousnessCriteria)[number];

/** How likely it is that the treatment caused the event. */
export const relations = declareEnumeration('AdverseEventRelation', ['unrelated', 'possible', 'probable', 'definite', 'unknown']);
export const actions = declareEnumeration('AdverseEventAction', [
  'none',
  'observed',
  'medicine-given',
  'session-broken-off',
  'treatment-stopped',
  'referred',
  'emergency-care',
]);
export const outcomes = declareEnumeration('AdverseEventOutcome', ['recovered', 'recovering', 'not-recovered', 'recovered-with-sequelae', 'fatal', 'unknown']);
export const decisions = declareEnumeration('AdverseEventDecision', ['resume', 'stop']);
export type Decision = (typeof decisions)[number];

export interface Reported {
  type: EventTypeCode;
  description: string | null;
  /** The grade by CTCAE: 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death. */
  grade: number;
  seriousness: readonly SeriousnessCriterion[];
  onsetAt: Date;
  resolvedAt: Date | null;
  outcome: (typeof outcomes)[number];
}

/**
 * The criterion that follows from a grade: by CTCAE, grade 4 threatens life and grade 5 is death. Both are serious, whether the reporter
 * states it or not.
 */
const criterionOfGrade: Readonly<Record<number, SeriousnessCriterion>> = { 4: 'life-threatening', 5: 'death' };

/** The criterion that follows from a type. An anaphylaxis is serious whatever its outcome (ICH E2D names it among the important medical events). */
const criterionOfType: Partial<Readonly<Record<EventTypeCode, SeriousnessCriterion>>> = { anaphylaxis: 'medically-important' };

/** Lists the criteria of seriousness that an event meets, in the order of the list: those stated, and those that follow from its grade and type. */
export const listCriteria = (grade: number, stated: readonly SeriousnessCriterion[], type: EventTypeCode): SeriousnessCriterion[] => {
  const following = [criterionOfGrade[grade], criterionOfType[type]].filter((criterion) => criterion !== undefined);
  const holding = new Set<SeriousnessCriterion>([...stated, ...following]);
  return seriousnessCriteria.filter((criterion) => holding.has(criterion));
};

/** Whether a change made an event more severe, which needs a new decision: it became serious, its grade rose, or it meets a further criterion. */
export const hasBecomeMoreSevere = (
  before: { grade: number; seriousness: readonly SeriousnessCriterion[] } | null,
  after: { grade: number; seriousness: readonly SeriousnessCriterion[] },
): boolean =>
  after.seriousness.length > 0 &&
  (before === null || after.grade > before.grade || after.seriousness.some((criterion) => !before.seriousness.includes(criterion)));

/** Computes when an expected event is usually over; null for an unexpected event. */
export const findUsualEnd = ({ type, grade, onsetAt }: Pick<Reported, 'type' | 'grade' | 'onsetAt'>, treatment: Treatment): Date | null => {
  const course = findUsualCourse(type, treatment, grade);
  return course && new Date(onsetAt.getTime() + course.hours * MILLISECONDS_PER_HOUR);
};

/** Whether an expected event lasts, or lasted, longer than usual. */
export const outlastsUsualEnd = (event: { usualEnd: Date | null; resolvedAt: Date | null }, now: Date): boolean =>
  event.usualEnd !== null && (event.resolvedAt ?? now) > event.usualEnd;

const recovered = ['recovered', 'recovered-with-sequelae'];

/** Lists what in a report contradicts the report itself, the session or the clock. */
export const validateReport = (report: Reported, sessionStartedAt: Date, now: Date): FieldError[] => {
  const { type, description, onsetAt, resolvedAt, outcome, grade } = report;
  const errors: FieldError[] = [];
  const say = (pointer: string, code: FieldErrorCode, detail: string): void => void errors.push({ pointer, code, detail });
  if (type === 'other' && description === null) say('/description', 'required', 'What is not on the list is described.');
  if (onsetAt > now) say('/onsetAt', 'in-the-future', 'This lies in the future.');
  if (onsetAt < sessionStartedAt) say('/onsetAt', 'out-of-range', 'An event of a session begins after the session began.');
  if (resolvedAt && resolvedAt > now) say('/resolvedAt', 'in-the-future', 'This lies in the future.');
  if (resolvedAt && resolvedAt < onsetAt) say('/resolvedAt', 'out-of-range', 'An event ends after it began.');
  if (resolvedAt && outcome === 'not-recovered') say('/outcome', 'contradiction', 'What has not recovered has no end yet.');
  if (!resolvedAt && recovered.includes(outcome)) say('/resolvedAt', 'required', 'Who has recovered did so at some time.');
  if ((grade === 5) !== (outcome === 'fatal')) say('/outcome', 'contradiction', 'Grade 5 is death, and death is grade 5.');
  return errors;
};
