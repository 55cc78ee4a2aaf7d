import type { mails as english } from '../en/mails.js';

export const mails: Readonly<Record<keyof typeof english, string>> = {
  greeting: 'प्रिय {name},',
  'invitation.subject': '{clinic} में आपका खाता',
  'invitation.text': '{clinic} ने आपके लिए एक खाता बनाया है। अपना पासवर्ड चुनने के लिए यह लिंक खोलें; यह एक बार, सात दिन तक मान्य है:',
  'recovery.subject': '{clinic} के लिए नया पासवर्ड',
  'recovery.text': 'किसी ने {clinic} में आपके खाते के लिए नया पासवर्ड माँगा है। उसे चुनने के लिए यह लिंक खोलें; यह एक बार, एक घंटे तक मान्य है:',
  'not-you': 'यदि आपने यह नहीं माँगा था, तो इसे छोड़ दें: लिंक के बिना कुछ नहीं बदलता।',
};
