/**
 * What is normal after a session, and the signs to call for. Which effects are normal, and for how long, is said in one place only: the list of adverse
 * events (mesotherapy 48 hours, S0-37, S0-54; the scabs of micropigmentation 14 days, S2-05). Here are the words. The signs are common medical knowledge,
 * which the clinic's dermatologist is to confirm; the Hindi awaits review by a clinician who speaks it.
 */
import { enumOf } from '../../kernel/enumeration.js';
import type { Treatment } from '../../kernel/treatment.js';
import { usualCourses, type EventTypeCode } from '../../treatments/index.js';
import { lastingText, type SessionOfCare } from '../domain/dated.js';
import type { Language } from '../domain/instructions.js';

type Told = Record<Language, string>;

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

const effects: Partial<Record<EventTypeCode, Told>> = {
  irritation: { en: 'slight redness or irritation', hi: 'हल्की लाली या जलन' },
  swelling: { en: 'slight swelling', hi: 'हल्की सूजन' },
  sensitivity: { en: 'sensitive skin', hi: 'त्वचा में संवेदनशीलता' },
  discomfort: { en: 'slight discomfort', hi: 'हल्की तकलीफ़' },
  scabbing: { en: 'small scabs, which fall off by themselves: do not pick or scratch them', hi: 'छोटी पपड़ियाँ, जो अपने आप गिरती हैं: इन्हें न कुरेदें, न खुजलाएँ' },
  'early-pigment-loss': { en: 'a colour that becomes lighter as the scabs fall', hi: 'पपड़ी गिरने के साथ रंग का हल्का होना' },
};

interface Sign {
  id: string;
  urgency: Urgency;
  /** Null: after either. */
  after: Treatment | null;
  types: readonly EventTypeCode[];
  words: Told;
}

const signs: readonly Sign[] = [
  {
    id: 'severe-allergy',
    urgency: 'emergency',
    after: null,
    types: ['anaphylaxis'],
    words: {
      en: 'Trouble breathing, swelling of the face, lips or tongue, or hives all over the body.',
      hi: 'साँस लेने में तकलीफ़, चेहरे, होंठ या जीभ पर सूजन, या पूरे शरीर पर पित्ती।',
    },
  },
  {
    id: 'collapse',
    urgency: 'emergency',
    after: null,
    types: ['vasovagal-syncope', 'anaesthetic-toxicity'],
    words: {
      en: 'Fainting, confusion, a fit, or in the hours after an anaesthetic a numb mouth or ringing in the ears.',
      hi: 'बेहोशी, भ्रम, दौरा, या सुन्न करने की दवा के बाद के घंटों में मुँह सुन्न होना या कानों में आवाज़ आना।',
    },
  },
  {
    id: 'infection',
    urgency: 'call',
    after: null,
    types: ['infection', 'abscess'],
    words: {
      en: 'Fever, redness or warmth that spreads, pus, or a painful lump.',
      hi: 'बुख़ार, फैलती लाली या गरमाहट, मवाद, या दर्द भरी गाँठ।',
    },
  },
  {
    id: 'pain',
    urgency: 'call',
    after: null,
    types: ['pain-beyond-48-hours'],
    words: { en: 'Pain that becomes worse, or lasts longer than 48 hours.', hi: 'दर्द जो बढ़ता जाए, या 48 घंटे से ज़्यादा रहे।' },
  },
  {
    id: 'rash',
    urgency: 'call',
    after: null,
    types: ['allergic-reaction'],
    words: { en: 'An itching rash or hives.', hi: 'खुजली वाले दाने या पित्ती।' },
  },
  {
    id: 'bruise',
    urgency: 'call',
    after: null,
    types: ['bruising'],
    words: { en: 'Bleeding that does not stop, or a bruise that grows.', hi: 'ख़ून जो न रुके, या नील जो बढ़ता जाए।' },
  },
  {
    id: 'late',
    urgency: 'call',
    after: null,
    types: ['granuloma', 'mycobacterial-infection', 'scarring', 'hair-loss-at-site'],
    words: {
      en: 'In the weeks that follow: a lump or sore that does not heal, a thick scar, or new loss of hair where you were treated.',
      hi: 'आगे के हफ़्तों में: गाँठ या घाव जो न भरे, मोटा निशान, या इलाज की जगह पर नए सिरे से बाल झड़ना।',
    },
  },
  {
    id: 'pigment',
    urgency: 'call',
    after: 'scalp-micropigmentation',
    types: ['pigment-migration', 'colour-change'],
    words: { en: 'Colour that spreads beyond the dots, or turns into another one.', hi: 'रंग जो बिंदुओं से बाहर फैले, या बदल जाए।' },
  },
];

/** The types of events that a sign stands for: each one to watch for has one. */
export const signedTypes: readonly EventTypeCode[] = signs.flatMap(({ types }) => types);

const locales: Record<Language, string> = { en: 'en-GB', hi: 'hi-IN' };
const fullStops: Record<Language, string> = { en: '.', hi: '।' };

/** The normal effects, those that last equally long together, each with the moment up to which it is normal. */
export const normalEffects = (session: SessionOfCare, { language, timeZone }: { language: Language; timeZone: string }): NormalEffect[] => {
  const list = new Intl.ListFormat(locales[language], { type: 'conjunction' });
  const courses = usualCourses(session.treatment).filter(({ code }) => effects[code] !== undefined);
  const lengths = [...new Set(courses.map(({ hours }) => hours))].sort((one, other) => one - other);
  return lengths.map((hours) => {
    const types = courses.filter((course) => course.hours === hours).map(({ code }) => code);
    const lasting = lastingText(hours, session, { language, timeZone });
    return { types, text: `${lasting.text}: ${list.format(types.map((code) => effects[code]![language]))}${fullStops[language]}`, until: lasting.until };
  });
};

/** What to call for after a session, the most urgent first. */
export const warningSigns = (treatment: Treatment, language: Language): WarningSign[] =>
  signs.filter(({ after }) => after === null || after === treatment).map(({ id, urgency, words }) => ({ id, urgency, text: words[language] }));
