/** The instructions of one session with their dates, in the words of one language. */
import { Temporal } from 'temporal-polyfill';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Day } from '../../kernel/day.js';
import type { Treatment } from '../../kernel/treatment.js';
import type { Instruction, Language, Phase, Span } from './instructions.js';

export interface SessionOfCare {
  treatment: Treatment;
  /** Its day, in the clinic's time zone. */
  scheduledOn: Day;
  /** When it ended; null as long as it has not. */
  endedAt: Date | null;
}

export interface DatedInstruction {
  id: string;
  phase: Phase;
  text: string;
  /** From when it holds; null for what holds in general, and for what begins with the end of a session that has not ended. */
  from: Date | null;
  /** Until when it holds, this instant excluded. */
  until: Date | null;
  sources: string[];
}

interface When {
  from: Date | null;
  until: Date | null;
  message: keyof (typeof messages)['en'];
  values: Record<string, number | Date>;
}

const messages = {
  en: {
    untilInstant: 'until {at, date, instant}',
    throughDay: 'up to and including {day, date, day}',
    hoursAfter: 'for {count, plural, one {# hour} other {# hours}} after the session',
    daysAfter: 'for {count, plural, one {# day} other {# days}} after the session',
    untilDay: 'from {day, date, day} until the session',
  },
  hi: {
    untilInstant: '{at, date, instant} तक',
    throughDay: '{day, date, day} तक (यह दिन भी शामिल)',
    hoursAfter: 'सत्र के बाद {count, plural, one {# घंटे} other {# घंटे}} तक',
    daysAfter: 'सत्र के बाद {count, plural, one {# दिन} other {# दिन}} तक',
    untilDay: '{day, date, day} से सत्र तक',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** English as in India and Britain: the day before the month. */
const locales: Record<Language, string> = { en: 'en-GB', hi: 'hi-IN' };

/** A day of the calendar in words: Thursday 26 November 2026. */
export const dayInWords = (day: Day, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(`${day}T00:00:00Z`),
  );

const instantOf = (when: Temporal.ZonedDateTime): Date => new Date(when.epochMilliseconds);
const startOf = (day: Temporal.PlainDate, timeZone: string): Date => instantOf(day.toZonedDateTime({ timeZone }));

const whenBefore = (span: Span, { scheduledOn }: SessionOfCare, timeZone: string): When => {
  const session = Temporal.PlainDate.from(scheduledOn);
  const first = session.subtract({ days: 'days' in span ? span.days : Math.ceil(span.hours / 24) });
  const from = startOf(first, timeZone);
  return { from, until: startOf(session, timeZone), message: 'untilDay', values: { day: from } };
};

/** Hours are counted from the very end; days are whole ones of the clinic's calendar, the last one included. */
const whenAfter = (span: Span, { endedAt }: SessionOfCare, timeZone: string): When => {
  if (endedAt === null) {
    const [message, count] = 'hours' in span ? (['hoursAfter', span.hours] as const) : (['daysAfter', span.days] as const);
    return { from: null, until: null, message, values: { count } };
  }
  if ('hours' in span) {
    const until = new Date(endedAt.getTime() + span.hours * 3_600_000);
    return { from: endedAt, until, message: 'untilInstant', values: { at: until } };
  }
  const last = Temporal.Instant.fromEpochMilliseconds(endedAt.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().add({ days: span.days });
  return { from: endedAt, until: startOf(last.add({ days: 1 }), timeZone), message: 'throughDay', values: { day: startOf(last, timeZone) } };
};

const formatted = (message: When['message'], values: When['values'], language: Language, timeZone: string): string => {
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone } as const;
  const formats = { date: { day, instant: { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const } };
  return new IntlMessageFormat(messages[language][message], locales[language], formats).format(values) as string;
};

const HOURS_PER_DAY = 24;

/** How long something lasts after a session, as the beginning of a sentence: to the hour up to two days, by the day beyond. */
export const lastingText = (
  hours: number,
  session: SessionOfCare,
  { language, timeZone }: { language: Language; timeZone: string },
): { text: string; until: Date | null } => {
  const { message, values, until } = whenAfter(hours <= 2 * HOURS_PER_DAY ? { hours } : { days: Math.round(hours / HOURS_PER_DAY) }, session, timeZone);
  const text = formatted(message, values, language, timeZone);
  return { text: text.charAt(0).toLocaleUpperCase(locales[language]) + text.slice(1), until };
};

/** What the clinic tells about a session, in the order of its instructions. Words that lack the language are told in English. */
export const datedInstructions = (
  instructions: readonly Instruction[],
  session: SessionOfCare,
  { phase, language, timeZone }: { phase: Phase | null; language: Language; timeZone: string },
): DatedInstruction[] =>
  instructions
    .filter((one) => one.treatment === session.treatment && (phase === null || one.phase === phase))
    .flatMap((one) => {
      const option = one.options.find(({ option: name }) => name === one.chosen);
      if (!option) return [];
      const spoken: Language = option.words[language] === undefined ? 'en' : language;
      const words = option.words[spoken]!;
      const when = option.span && (one.phase === 'before' ? whenBefore(option.span, session, timeZone) : whenAfter(option.span, session, timeZone));
      const text = when ? words.replaceAll('{when}', formatted(when.message, when.values, spoken, timeZone)) : words;
      return [{ id: one.id, phase: one.phase, text, from: when?.from ?? null, until: when?.until ?? null, sources: option.sources }];
    });
