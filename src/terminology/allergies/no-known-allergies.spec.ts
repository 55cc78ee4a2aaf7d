import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { saysNoKnownAllergies } from './no-known-allergies.js';

const stated = [
  ...['NKDA', 'nkda', 'NKA', 'N.K.D.A.', 'N.K.A', 'NKDA.', 'nkdfa', 'NKMA', 'NKDA, NKFA', ' Nka '],
  ...['nil', 'Nil known', 'None', 'none known', 'None reported', 'nothing', 'No', 'nil so far', 'none to date', 'NIL'],
  ...['No known allergies', 'no known allergy', 'No known drug allergies', 'no known drug allergy.', 'no allergies', 'No allergy known', 'nil allergies'],
  ...[
    'no known drug or food allergies',
    'no known drug/food allergies',
    'No known food or drug allergies',
    'no known medication allergies',
    'no drug allergies',
  ],
  ...['No h/o allergy', 'no history of allergies', 'no known history of drug allergy', 'No hx of any drug allergy', 'nil known drug allergies'],
  ...['denies allergies', 'Denies any allergies', 'patient denies drug allergies', 'Patient has no known allergies', 'pt has no allergies'],
  ...[
    'allergies: none',
    'Allergies - nil',
    'allergy: no',
    'Drug allergies: none known',
    'allergies nil known',
    'drug allergy denied',
    'allergy: none reported',
  ],
  ...['not allergic to anything', 'not known to be allergic to any drugs', 'not allergic', 'Allergic to nothing', 'no known allergies to any medicines'],
  ...['no known alergies', 'No allergys', 'no known allergies; no known food allergies', 'Nil. No allergies', 'no known drug allergies, no latex allergy'],
  ...['कोई एलर्जी नहीं', 'कोई एलर्जी नहीं है', 'कोई ज्ञात एलर्जी नहीं', 'एलर्जी नहीं है', 'किसी दवा से एलर्जी नहीं है', 'किसी भी चीज़ से एलर्जी नहीं', 'दवा से कोई एलर्जी नहीं'],
  ...['मुझे कोई एलर्जी नहीं है', 'कोई ऐलर्जी नहीं।', 'कोई एलर्जी नही', 'कोई नहीं', 'कुछ नहीं', 'नहीं', 'ज्ञात एलर्जी नहीं'],
  ...[
    'koi allergy nahi',
    'Koi allergy nahin hai',
    'allergy nahi hai',
    'kisi dawa se allergy nahi',
    'kisi cheez se allergy nahi hai',
    'koi nahi',
    'kuch nahi',
    'nahi',
  ],
];

const other = [
  ...['lidocaine', 'latex', 'NSAIDs', 'nuts', 'NKDB', 'dust allergy', 'allergic rhinitis', 'drug allergy', 'food allergy', 'allergy', 'allergies'],
  ...['allergies not known', 'not known', 'unknown', 'n/a', 'not asked', 'not sure', 'may be none', '?nil', 'एलर्जी पता नहीं', 'pata nahi', 'don’t know'],
  ...['no food allergies', 'NKFA', 'no latex allergy', 'no other allergies', 'nothing else', 'none other than latex', 'no allergy except penicillin'],
  ...['Drug allergy, no food allergy', 'latex. No known drug allergies', 'no known allergies, latex', 'NKDA but latex', 'no lidocaine', 'nil by mouth'],
  ...[
    'No allergy to lidocaine',
    'denies lidocaine allergy',
    'no known allergies to latex',
    'penicillin; NKDA otherwise',
    'एलर्जी है',
    'कोई एलर्जी है',
    'नहीं, लेटेक्स',
  ],
  ...['दवा से एलर्जी', 'novocaine', 'no-pain gel', 'nilgiri oil', 'nothing but aspirin', ''],
];

describe('the stated absence of allergies, in words', () => {
  it.each(stated)('"%s" states it', (text) => expect(saysNoKnownAllergies(text)).toBe(true));
  it.each(other)('"%s" does not', (text) => expect(saysNoKnownAllergies(text)).toBe(false));

  it('is stated by no words that name anything beside it', () => {
    const name = fc.constantFrom('latex', 'lidocaine', 'penicillin', 'minoxidil', 'लेटेक्स', 'eggs', 'an unknown thing', 'unknown');
    fc.assert(
      fc.property(fc.constantFrom(...stated), name, fc.constantFrom(', ', ' ', '; ', ' but ', ' except '), fc.boolean(), (absence, substance, mark, first) => {
        expect(saysNoKnownAllergies(first ? substance + mark + absence : absence + mark + substance)).toBe(false);
      }),
    );
  });

  it('is answered for any text at all', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (text) => void saysNoKnownAllergies(text)));
    expect(saysNoKnownAllergies(`no ${'known '.repeat(2_000)}`)).toBe(false);
    for (const word of ['known ', 'drug ', 'food or drug ', 'to any drug '])
      expect([word, saysNoKnownAllergies(`no ${word.repeat(Math.floor(290 / word.length))}x`)]).toEqual([word, false]);
  });
});
