import type { mails as english } from '../en/mails.js';

export const mails: Readonly<Record<keyof typeof english, string>> = {
  greeting: 'प्रिय {name},',
  'invitation.subject': '{clinic} में आपका खाता',
  'invitation.text': '{clinic} ने आपके लिए एक खाता बनाया है। अपना पासवर्ड चुनने के लिए यह लिंक खोलें; यह एक बार, सात दिन तक मान्य है:',
  'recovery.subject': '{clinic} के लिए नया पासवर्ड',
  'recovery.text': 'किसी ने {clinic} में आपके खाते के लिए नया पासवर्ड माँगा है। उसे चुनने के लिए यह लिंक खोलें; यह एक बार, एक घंटे तक मान्य है:',
  'notice.subject': '{clinic} में आपके खाते में बदलाव हुआ',
  'notice.password': 'आपका पासवर्ड बदल दिया गया है।',
  'notice.authenticator-added': 'आपके खाते से एक ऑथेंटिकेटर ऐप जोड़ा गया है।',
  'notice.authenticator-removed': 'आपके खाते से ऑथेंटिकेटर ऐप हटा दिया गया है।',
  'notice.passkey-added': 'आपके खाते में एक पासकी जोड़ी गई है।',
  'notice.passkey-removed': 'आपके खाते से एक पासकी हटा दी गई है।',
  'notice.recovery-codes-made': 'आपके खाते के लिए नए रिकवरी कोड बनाए गए हैं। पहले के कोड अब मान्य नहीं हैं।',
  'notice.recovery-code-used': 'आपके एक रिकवरी कोड से किसी ने आपके खाते में लॉग इन किया है। {left, plural, one {# कोड बचा है।} other {# कोड बचे हैं।}}',
  'notice.factors-removed': 'क्लिनिक के एक एडमिन ने आपके खाते के दूसरे प्रमाण हटा दिए हैं, और आपको हर जगह से लॉग आउट कर दिया है।',
  'notice.not-you': 'यदि यह आपने नहीं किया, तो {address} पर नया पासवर्ड रखें, और क्लिनिक के किसी एडमिन को बताएँ।',
  'greeting.nobody': 'नमस्ते,',
  'emergency-access.subject': '{clinic} में एक रिकॉर्ड आपात स्थिति में खोला गया',
  'emergency-access.text': '{clinic} के एक कर्मचारी ने आपात स्थिति में ऐसा रिकॉर्ड खोला है जो उनके लिए बंद है। पढ़ें कि किसने, कब और क्यों खोला, और इसकी समीक्षा करें:',
  'not-you': 'यदि आपने यह नहीं माँगा था, तो इसे छोड़ दें: लिंक के बिना कुछ नहीं बदलता।',
};
