import type { careInstructions as english } from '../en/care-instructions.js';

export const careInstructions: Readonly<Record<keyof typeof english, string>> = {
  'mesotherapy.before.clean-hair': 'साफ़ बालों के साथ आएँ।',
  'mesotherapy.before.consultation': 'सत्र से पहले डॉक्टर को बताएँ कि आपकी सेहत में कुछ बदला है या नहीं।',
  'mesotherapy.before.lifestyle': 'स्वस्थ दिनचर्या रखें और अच्छा भोजन करें।',

  'mesotherapy.after.washing': '{when} बाल न धोएँ।',
  'mesotherapy.after.sun-and-dust': '{when} सिर को सीधी धूप और धूल से बचाएँ।',
  'mesotherapy.after.massage': '{when} सिर की मालिश न करें।',
  'mesotherapy.after.hair-colour': '{when} बाल न रंगें।',
  'mesotherapy.after.alcohol': '{when} शराब न पिएँ।',
  'mesotherapy.after.exercise': '{when} भारी व्यायाम न करें।',
  'mesotherapy.after.work': 'आप उसी दिन से काम कर सकते हैं।',
  'mesotherapy.after.food': 'पौष्टिक भोजन करें।',

  'scalp-micropigmentation.before.blood-thinning':
    '{when} ऐस्पिरिन, सूजन-रोधी दर्दनिवारक और विटामिन E न लें। हृदय या रक्त के लिए डॉक्टर की लिखी दवा उस डॉक्टर से पूछे बिना कभी बंद न करें।',
  'scalp-micropigmentation.before.time': 'सत्र के लिए चार घंटे खाली रखें।',
  'scalp-micropigmentation.before.medicines': 'आप जो भी दवाएँ लेते हैं, हमें बताएँ।',

  'scalp-micropigmentation.after.washing': '{when} सिर न धोएँ।',
  'scalp-micropigmentation.after.bending': '{when} सिर नीचे न झुकाएँ।',
  'scalp-micropigmentation.after.headband.avoid': '{when} हेडबैंड न पहनें।',
  'scalp-micropigmentation.after.headband.wear': '{when} हेडबैंड पहनें।',
  'scalp-micropigmentation.after.antibiotic-cream': '{when} बताई गई ऐंटीबायोटिक क्रीम लगाएँ।',
  'scalp-micropigmentation.after.painkiller': 'केवल बताई गई दर्दनिवारक दवा लें: कोई और दवा अगली बैठक में बाधा बन सकती है।',
  'scalp-micropigmentation.after.bandage': 'पट्टी की ज़रूरत नहीं है।',
  'scalp-micropigmentation.after.sun': '{when} सिर को धूप से बचाएँ।',
  'scalp-micropigmentation.after.alcohol': '{when} शराब न पिएँ।',
  'scalp-micropigmentation.after.exercise': '{when} व्यायाम न करें।',
  'scalp-micropigmentation.after.work': 'आप अगले दिन से काम कर सकते हैं।',
  'scalp-micropigmentation.after.hair-dye': 'चाहें तो बाद में बाल काले रंगने से सबसे अच्छा मेल मिलता है।',
};
