/**
 * What is normal after a session, and the signs to call for. Which effects are normal, and for how long, is said in one place only: the list of adverse
 * events (mesotherapy 48 hours, S0-37, S0-54; the scabs of micropigmentation 14 days, S2-05). The words are
 * messages (`care`). The signs are common medical knowledge, which the clinic's dermatologist is to confirm.
 */
import { enumOf } from '../../kernel/enumeration.js';
import type { Language } from '../../kernel/language.js';
import type { Treatment } from '../../kernel/treatment.js';
import { messagesOf, type NameIn } from '../../messages/index.js';
import { usualCourses, type EventTypeCode } from '../../treatments/index.js';
import { lastingText, type SessionOfCare } from '../domain/dated.js';

/** An effect that is no reason to worry, as long as it does not last. */
export interface NormalEffect {
  /** The types of adverse events that it stands for. */
  types: EventTypeCode[];
  text: string;
  /** Until when it is normal; null as long as the session has not ended. */
  until: Date | null;
}

export const urgencies = enumOf('CareUrgency', ['emergency', 'call']);
/** `emergency`: at once, day or night. `call`: the clinic is to hear of it. */
export type Urgency = (typeof urgencies)[number];

/** A sign to call for. */
export interface WarningSign {
  id: string;
  urgency: Urgency;
  text: string;
}

interface Sign {
  id: NameIn<'care', 'sign'>;
  urgency: Urgency;
  /** Null: after either. */
  after: Treatment | null;
  types: readonly EventTypeCode[];
}

const signs: readonly Sign[] = [
  {
    id: 'severe-allergy',
    urgency: 'emergency',
    after: null,
    types: ['anaphylaxis'],
  },
  {
    id: 'collapse',
    urgency: 'emergency',
    after: null,
    types: ['vasovagal-syncope', 'anaesthetic-toxicity'],
  },
  {
    id: 'infection',
    urgency: 'call',
    after: null,
    types: ['infection', 'abscess'],
  },
  {
    id: 'pain',
    urgency: 'call',
    after: null,
    types: ['pain-beyond-48-hours'],
  },
  {
    id: 'rash',
    urgency: 'call',
    after: null,
    types: ['allergic-reaction'],
  },
  {
    id: 'bruise',
    urgency: 'call',
    after: null,
    types: ['bruising'],
  },
  {
    id: 'late',
    urgency: 'call',
    after: null,
    types: ['granuloma', 'mycobacterial-infection', 'scarring', 'hair-loss-at-site'],
  },
  {
    id: 'pigment',
    urgency: 'call',
    after: 'scalp-micropigmentation',
    types: ['pigment-migration', 'colour-change'],
  },
];

/** The types of events that a sign stands for: each one to watch for has one. */
export const signedTypes: readonly EventTypeCode[] = signs.flatMap(({ types }) => types);

/** The normal effects, those that last equally long together, each with the moment up to which it is normal. An effect that has no message is not told. */
export const normalEffects = (session: SessionOfCare, { language, timeZone }: { language: Language; timeZone: string }): NormalEffect[] => {
  const messages = messagesOf('care', language);
  const list = new Intl.ListFormat(messages.locale, { type: 'conjunction' });
  const courses = usualCourses(session.treatment).flatMap(({ code, hours }) => {
    const text = messages.find(`effect.${code}`);
    return text === null ? [] : [{ code, hours, text }];
  });
  const lengths = [...new Set(courses.map(({ hours }) => hours))].sort((one, other) => one - other);
  return lengths.map((hours) => {
    const lasting = lastingText(hours, session, { language, timeZone });
    const effects = courses.filter((course) => course.hours === hours);
    return {
      types: effects.map(({ code }) => code),
      text: messages.say('effects', { lasting: lasting.text, effects: list.format(effects.map(({ text }) => text)) }),
      until: lasting.until,
    };
  });
};

/** What to call for after a session, the most urgent first. */
export const warningSigns = (treatment: Treatment, language: Language): WarningSign[] => {
  const messages = messagesOf('care', language);
  return signs.filter(({ after }) => after === null || after === treatment).map(({ id, urgency }) => ({ id, urgency, text: messages.say(`sign.${id}`) }));
};
