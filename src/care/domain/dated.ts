/** Adds the dates of one session to the instructions, in one language. */
import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../kernel/day.js';
import type { Language } from '../../kernel/language.js';
import type { Treatment } from '../../kernel/treatment.js';
import { locales, getMessages } from '../../messages/index.js';
import type { Instruction, Phase, Span } from './instructions.js';

export interface SessionOfCare {
  treatment: Treatment;
  /** The day of the session, in the clinic's time zone. */
  scheduledOn: Day;
  /** When the session ended; null while it has not ended. */
  endedAt: Date | null;
}

export interface DatedInstruction {
  id: string;
  phase: Phase;
  text: string;
  /** When the instruction begins to apply. Null for an instruction without dates, and for one that begins with the end of a session that has not ended. */
  from: Date | null;
  /** When the instruction ceases to apply, this instant excluded; null in the same cases as `from`. */
  until: Date | null;
  sources: string[];
}

/** The duration of an instruction, as its text states it. */
type Lasting =
  { message: 'untilDay' | 'throughDay'; day: Date } | { message: 'untilInstant'; at: Date } | { message: 'hoursAfter' | 'daysAfter'; count: number };

interface When {
  from: Date | null;
  until: Date | null;
  lasting: Lasting;
}

/** Formats a day of the calendar in words: Thursday 26 November 2026. */
export const describeDay = (day: Day, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(`${day}T00:00:00Z`),
  );

const toInstant = (when: Temporal.ZonedDateTime): Date => new Date(when.epochMilliseconds);
const toStart = (day: Temporal.PlainDate, timeZone: string): Date => toInstant(day.toZonedDateTime({ timeZone }));

const computePeriodBefore = (span: Span, { scheduledOn }: SessionOfCare, timeZone: string): When => {
  const session = Temporal.PlainDate.from(scheduledOn);
  const first = session.subtract({ days: 'days' in span ? span.days : Math.ceil(span.hours / 24) });
  const from = toStart(first, timeZone);
  return { from, until: toStart(session, timeZone), lasting: { message: 'untilDay', day: from } };
};

/**
 * Computes the period of an instruction after a session. Hours count from the exact end; days are whole days of the clinic's calendar, the
 * last one included.
 */
const computePeriodAfter = (span: Span, { endedAt }: SessionOfCare, timeZone: string): When => {
  if (endedAt === null) {
    const lasting: Lasting = 'hours' in span ? { message: 'hoursAfter', count: span.hours } : { message: 'daysAfter', count: span.days };
    return { from: null, until: null, lasting };
  }
  if ('hours' in span) {
    const until = new Date(endedAt.getTime() + span.hours * 3_600_000);
    return { from: endedAt, until, lasting: { message: 'untilInstant', at: until } };
  }
  const last = Temporal.Instant.fromEpochMilliseconds(endedAt.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().add({ days: span.days });
  return { from: endedAt, until: toStart(last.add({ days: 1 }), timeZone), lasting: { message: 'throughDay', day: toStart(last, timeZone) } };
};

const describeDuration = (lasting: Lasting, language: Language, timeZone: string): string => {
  const messages = getMessages('care', language);
  if ('count' in lasting) return messages.say(`when.${lasting.message}`, { count: lasting.count });
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone } as const;
  if ('day' in lasting) return messages.say(`when.${lasting.message}`, { day: new Intl.DateTimeFormat(messages.locale, day).format(lasting.day) });
  const instant = { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return messages.say('when.untilInstant', { at: new Intl.DateTimeFormat(messages.locale, instant).format(lasting.at) });
};

const HOURS_PER_DAY = 24;

/** Words how long an effect lasts after a session, as the beginning of a sentence: in hours up to two days, in days beyond. */
export const describeDurationAfterSession = (
  hours: number,
  session: SessionOfCare,
  { language, timeZone }: { language: Language; timeZone: string },
): { text: string; until: Date | null } => {
  const { lasting, until } = computePeriodAfter(hours <= 2 * HOURS_PER_DAY ? { hours } : { days: Math.round(hours / HOURS_PER_DAY) }, session, timeZone);
  const text = describeDuration(lasting, language, timeZone);
  return { text: text.charAt(0).toLocaleUpperCase(locales[language]) + text.slice(1), until };
};

/** Lists the instructions for a session, in the clinic's order. A text that the language lacks is in English. */
export const listDatedInstructions = (
  instructions: readonly Instruction[],
  session: SessionOfCare,
  { phase, language, timeZone }: { phase: Phase | null; language: Language; timeZone: string },
): DatedInstruction[] =>
  instructions
    .filter((instruction) => instruction.treatment === session.treatment && (phase === null || instruction.phase === phase))
    .flatMap((instruction) => {
      const option = instruction.options.find(({ option: name }) => name === instruction.chosen);
      if (!option) return [];
      const spoken: Language = option.words[language] === undefined ? 'en' : language;
      const words = option.words[spoken]!;
      const when =
        option.span &&
        (instruction.phase === 'before' ? computePeriodBefore(option.span, session, timeZone) : computePeriodAfter(option.span, session, timeZone));
      const text = when ? words.replaceAll('{when}', describeDuration(when.lasting, spoken, timeZone)) : words;
      return [{ id: instruction.id, phase: instruction.phase, text, from: when?.from ?? null, until: when?.until ?? null, sources: option.sources }];
    });
