/**
 * The normal effects after a session, and the signs for which to call. The list of adverse events is the only source of the normal effects and
 * their duration (mesotherapy 48 hours, S0-37, S0-54; the scabs of micropigmentation 14 days, S2-05). The texts are messages (`care`). The
 * signs are common medical knowledge, which the clinic's dermatologist is to confirm.
 */
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Language } from '../../kernel/language.js';
import type { Treatment } from '../../kernel/treatment.js';
import { getMessages, type NameIn } from '../../messages/index.js';
import { listUsualCourses, type EventTypeCode } from '../../treatments/index.js';
import { describeDurationAfterSession, type SessionOfCare } from '../domain/dated.js';

/** An effect that is normal, as long as it does not last longer than usual. */
export interface NormalEffect {
  /** The types of adverse events that the effect covers. */
  types: EventTypeCode[];
  text: string;
  /** When the effect ceases to be normal; null while the session has not ended. */
  until: Date | null;
}

export const urgencies = declareEnumeration('CareUrgency', ['emergency', 'call']);
/** The urgency. `emergency`: the patient calls at once, day or night. `call`: the patient informs the clinic. */
export type Urgency = (typeof urgencies)[number];

/** A sign for which the patient should call the clinic. */
export interface WarningSign {
  id: string;
  urgency: Urgency;
  text: string;
}

interface Sign {
  id: NameIn<'care', 'sign'>;
  urgency: Urgency;
  /** The treatment after which the sign matters; null for both treatments. */
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

/** The types of adverse events that the signs cover: each type to watch for has a sign. */
export const signedTypes: readonly EventTypeCode[] = signs.flatMap(({ types }) => types);

/**
 * Lists the normal effects, each with the instant up to which it is normal; effects that last equally long are joined. An effect without a
 * message is left out.
 */
export const listNormalEffects = (session: SessionOfCare, { language, timeZone }: { language: Language; timeZone: string }): NormalEffect[] => {
  const messages = getMessages('care', language);
  const list = new Intl.ListFormat(messages.locale, { type: 'conjunction' });
  const courses = listUsualCourses(session.treatment).flatMap(({ code, hours }) => {
    const text = messages.find(`effect.${code}`);
    return text === null ? [] : [{ code, hours, text }];
  });
  const lengths = [...new Set(courses.map(({ hours }) => hours))].sort((one, other) => one - other);
  return lengths.map((hours) => {
    const lasting = describeDurationAfterSession(hours, session, { language, timeZone });
    const effects = courses.filter((course) => course.hours === hours);
    return {
      types: effects.map(({ code }) => code),
      text: messages.say('effects', { lasting: lasting.text, effects: list.format(effects.map(({ text }) => text)) }),
      until: lasting.until,
    };
  });
};

/** Lists the signs for which to call after a session, the most urgent first. */
export const listWarningSigns = (treatment: Treatment, language: Language): WarningSign[] => {
  const messages = getMessages('care', language);
  return signs.filter(({ after }) => after === null || after === treatment).map(({ id, urgency }) => ({ id, urgency, text: messages.say(`sign.${id}`) }));
};
