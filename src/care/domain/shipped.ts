import type { Instruction, InstructionOption, Phase, Span } from './instructions.js';
import type { Treatment } from '../../kernel/treatment.js';

/** The words of one option, English and Hindi; the Hindi awaits review by a clinician who speaks it. */
const told = (option: string, sources: string[], span: Span | null, en: string, hi: string): InstructionOption => ({
  option,
  sources,
  span,
  words: { en, hi },
});

const instruction =
  (treatment: Treatment, phase: Phase) =>
  (id: string, ...options: InstructionOption[]): Instruction => ({ id, treatment, phase, options, chosen: options[0]!.option });

const beforeMesotherapy = instruction('mesotherapy', 'before');
const afterMesotherapy = instruction('mesotherapy', 'after');
const beforePigmentation = instruction('scalp-micropigmentation', 'before');
const afterPigmentation = instruction('scalp-micropigmentation', 'after');

/**
 * What the clinic's documents say (`S…`; `C…` where they contradict each other, the first option being the one that is told until the
 * clinic chooses another), and common practice where they leave a duration open.
 */
export const shippedInstructions: Instruction[] = [
  beforeMesotherapy('clean-hair', told('clean', ['S0-40'], null, 'Come with clean hair.', 'साफ़ बालों के साथ आएँ।')),
  beforeMesotherapy(
    'consultation',
    told(
      'tell-changes',
      ['S0-41'],
      null,
      'Tell the doctor before the session if anything about your health has changed.',
      'सत्र से पहले डॉक्टर को बताएँ कि आपकी सेहत में कुछ बदला है या नहीं।',
    ),
  ),
  beforeMesotherapy('lifestyle', told('healthy', ['S0-42'], null, 'Live and eat healthily.', 'स्वस्थ दिनचर्या रखें और अच्छा भोजन करें।')),
  afterMesotherapy(
    'washing',
    told('24-hours', ['S0-43', 'practice'], { hours: 24 }, 'Do not wash your hair {when}.', '{when} बाल न धोएँ।'),
    told('48-hours', ['practice'], { hours: 48 }, 'Do not wash your hair {when}.', '{when} बाल न धोएँ।'),
  ),
  afterMesotherapy(
    'sun-and-dust',
    told('3-days', ['S0-44', 'practice'], { days: 3 }, 'Keep your head out of direct sun and dust {when}.', '{when} सिर को सीधी धूप और धूल से बचाएँ।'),
  ),
  afterMesotherapy('massage', told('3-days', ['S0-45', 'practice'], { days: 3 }, 'Do not massage your scalp {when}.', '{when} सिर की मालिश न करें।')),
  afterMesotherapy('hair-colour', told('7-days', ['S0-46', 'practice'], { days: 7 }, 'Do not colour your hair {when}.', '{when} बाल न रंगें।')),
  afterMesotherapy('alcohol', told('2-days', ['S0-47', 'practice'], { days: 2 }, 'Drink no alcohol {when}.', '{when} शराब न पिएँ।')),
  afterMesotherapy(
    'exercise',
    told('3-days', ['S0-48', 'C11'], { days: 3 }, 'Avoid strenuous exercise {when}.', '{when} भारी व्यायाम न करें।'),
    told('2-days', ['S0-54', 'C11'], { days: 2 }, 'Avoid strenuous exercise {when}.', '{when} भारी व्यायाम न करें।'),
  ),
  afterMesotherapy('work', told('same-day', ['practice'], null, 'You can work again the same day.', 'आप उसी दिन से काम कर सकते हैं।')),
  afterMesotherapy('food', told('nutritious', ['S0-49'], null, 'Eat food rich in nutrients.', 'पौष्टिक भोजन करें।')),
  beforePigmentation(
    'blood-thinning',
    told(
      '15-days',
      ['S1-19', 'S3-22', 'C03'],
      { days: 15 },
      'Take no aspirin, no anti-inflammatory painkillers and no vitamin E {when}. Never stop a medicine that a doctor prescribed for your heart or blood without asking that doctor.',
      '{when} ऐस्पिरिन, सूजन-रोधी दर्दनिवारक और विटामिन E न लें। हृदय या रक्त के लिए डॉक्टर की लिखी दवा उस डॉक्टर से पूछे बिना कभी बंद न करें।',
    ),
    told(
      '14-days',
      ['S3-22', 'C03'],
      { days: 14 },
      'Take no aspirin, no anti-inflammatory painkillers and no vitamin E {when}. Never stop a medicine that a doctor prescribed for your heart or blood without asking that doctor.',
      '{when} ऐस्पिरिन, सूजन-रोधी दर्दनिवारक और विटामिन E न लें। हृदय या रक्त के लिए डॉक्टर की लिखी दवा उस डॉक्टर से पूछे बिना कभी बंद न करें।',
    ),
  ),
  beforePigmentation('time', told('four-hours', ['S1-27', 'S3-24'], null, 'Keep four hours free for the session.', 'सत्र के लिए चार घंटे खाली रखें।')),
  beforePigmentation('medicines', told('tell-all', ['S1-20'], null, 'Tell us all medicines that you take.', 'आप जो भी दवाएँ लेते हैं, हमें बताएँ।')),
  afterPigmentation('washing', told('48-hours', ['S1-34', 'S3-34', 'C18'], { hours: 48 }, 'Do not wash your scalp {when}.', '{when} सिर न धोएँ।')),
  afterPigmentation('bending', told('24-hours', ['S1-31', 'S3-30'], { hours: 24 }, 'Avoid bending your head down {when}.', '{when} सिर नीचे न झुकाएँ।')),
  afterPigmentation(
    'headband',
    told('avoid', ['S1-32', 'C04'], { hours: 24 }, 'Wear no headband {when}.', '{when} हेडबैंड न पहनें।'),
    told('wear', ['S3-31', 'C04'], { hours: 24 }, 'Wear a headband {when}.', '{when} हेडबैंड पहनें।'),
  ),
  afterPigmentation(
    'antibiotic-cream',
    told('2-days', ['S1-33', 'S3-33'], { days: 2 }, 'Use the antibiotic cream as prescribed {when}.', '{when} बताई गई ऐंटीबायोटिक क्रीम लगाएँ।'),
  ),
  afterPigmentation(
    'painkiller',
    told(
      'as-prescribed',
      ['S3-32', 'C03'],
      null,
      'Take only the painkiller that was prescribed: another one may be in the way of the next sitting.',
      'केवल बताई गई दर्दनिवारक दवा लें: कोई और दवा अगली बैठक में बाधा बन सकती है।',
    ),
  ),
  afterPigmentation('bandage', told('none', ['S1-30'], null, 'No bandage is needed.', 'पट्टी की ज़रूरत नहीं है।')),
  afterPigmentation('sun', told('7-days', ['practice'], { days: 7 }, 'Keep your scalp out of the sun {when}.', '{when} सिर को धूप से बचाएँ।')),
  afterPigmentation('alcohol', told('2-days', ['practice'], { days: 2 }, 'Drink no alcohol {when}.', '{when} शराब न पिएँ।')),
  afterPigmentation('exercise', told('3-days', ['practice'], { days: 3 }, 'Do not exercise {when}.', '{when} व्यायाम न करें।')),
  afterPigmentation('work', told('next-day', ['S2-15'], null, 'You can work again the next day.', 'आप अगले दिन से काम कर सकते हैं।')),
  afterPigmentation(
    'hair-dye',
    told('black', ['S1-36'], null, 'Dyeing your hair black later gives the best match, if you wish it.', 'चाहें तो बाद में बाल काले रंगने से सबसे अच्छा मेल मिलता है।'),
  ),
];
