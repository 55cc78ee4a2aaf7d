import { createFieldError } from '../../kernel/field-error.js';
import type { FieldError } from '../../kernel/failure.js';
import { computeDateSpan, type Day } from '../../kernel/day.js';
import { type Answer, answers, CheckedBy, CodedValue, InLife, Nested, OneOf, Optional, PartialDate, Note } from '../../platform/http/index.js';

const validateName = ({ code, text }: { code?: unknown; text?: string }, pointer: string): FieldError[] =>
  !code && !text ? [{ pointer, code: 'required', detail: 'An indication needs a code or words: send code, text, or both.' }] : [];

/** Finds details of an indication that are impossible together. */
export const validateDetails = ({ since, stableSince, therapyTried, therapies }: IndicationDetails, pointer: string, today: Day): FieldError[] => [
  ...Object.entries({ since, stableSince }).flatMap(([member, date]): FieldError[] =>
    date && computeDateSpan(date).first > today
      ? [createFieldError(`${pointer}/${member}`, 'in-the-future', 'This lies in the future: send today, or a day before.')]
      : [],
  ),
  ...(since && stableSince && computeDateSpan(stableSince).last < computeDateSpan(since).first
    ? [
        createFieldError(
          `${pointer}/stableSince`,
          'before-it-began',
          'It cannot have been stable before it was there: send the day on which it began, or later.',
        ),
      ]
    : []),
  ...(therapyTried === 'yes' && !therapies
    ? [createFieldError(`${pointer}/therapies`, 'required', 'Where a therapy was tried, which one is recorded (S1-11).')]
    : []),
];

/** The details of an indication. */
@CheckedBy<IndicationDetails>((details, { today }) => validateDetails(details, '', today), 'since', 'stableSince', 'therapyTried', 'therapies')
export class IndicationDetails {
  /**
   * The beginning of the condition: a year, a month or a day. For a scar, when the scar was made. Micropigmentation waits until a scar no longer changes.
   * @example 2023-06
   */
  @Optional() @PartialDate() @InLife() since?: string | null;

  /**
   * The time since which the condition has not changed: a year, a month or a day. For alopecia areata and scarring alopecia, the last sign of activity.
   * @example 2025-02
   */
  @Optional() @PartialDate() @InLife() stableSince?: string | null;

  /** Whether medicines or another therapy were tried before (S1-11, S3-20). Where left out, `unknown`. */
  @Optional() @OneOf(answers) therapyTried?: Answer | null;

  /**
   * The therapy that was tried, with its result. Required where a therapy was tried.
   * @example Intralesional triamcinolone for six months, without result
   */
  @Optional() @Note({ max: 1000 }) therapies?: string | null;
}

/** An indication: a condition that the treatment is planned for. */
@CheckedBy<IndicationInput>(({ code, text }) => validateName({ code, text }, ''), 'code', 'text')
export class IndicationInput extends IndicationDetails {
  /**
   * The code of the indication: ICD-10, or a code of the treatment's list (`GET /v1/treatment-indications`) in the system `hairline`. Either `code` or `text`
   * is required.
   */
  @Optional() @Nested(CodedValue) code?: CodedValue;

  /**
   * The indication in words.
   * @example Burn scar on the left temple
   */
  @Optional() @Note({ max: 1000, within: 'indications' }) text?: string;
}

export const validateIndications = (indications: readonly IndicationInput[] | undefined, today: Day): FieldError[] =>
  (indications ?? []).flatMap((indication, index) => [
    ...validateName(indication, `/indications/${index}`),
    ...validateDetails(indication, `/indications/${index}`, today),
  ]);
