import type { screens as english } from '../en/screens.js';

export const screens: Readonly<Record<keyof typeof english, string>> = {
  'treatment.mesotherapy': 'मेसोथेरेपी',
  'treatment.scalp-micropigmentation': 'सिर की माइक्रोपिगमेंटेशन',
  unnamed: 'बिना नाम',

  'alert.allergy': 'एलर्जी: {name}',
  'alert.critical-result': 'गंभीर परिणाम: {name}',
  'alert.plan-contraindicated': '{treatment}: योजना की जाँच के अनुसार मना है',
  'alert.plan-on-hold': '{treatment}: योजना रुकी हुई है',
  'alert.adverse-event-undecided': 'एक गंभीर प्रतिकूल घटना पर निर्णय बाक़ी है',
  'alert.treatment-consent-missing': '{treatment}: कोई मान्य सहमति नहीं है',
  'alert.photograph-consent-missing': 'तस्वीरों के लिए कोई मान्य सहमति नहीं है',
  'alert.photographs-missing': 'कोई तस्वीर नहीं ली गई है',
  'alert.countersignature-missing': '{treatment}: सत्र {name} पर प्रतिहस्ताक्षर बाक़ी है',
};
