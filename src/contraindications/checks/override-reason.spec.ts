import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { describeEmptiness, findEmptiness } from './override-reason.js';

const rule = { ruleId: 'mesotherapy.bleeding-disorder', title: 'Bleeding disorder or low platelets' };

describe('a reason that says something', () => {
  it.each([
    ['Well controlled for two years.'],
    ['Long known, and treated.'],
    ['Cardiologist agrees in writing'],
    ['Bleeding disorder excluded by a haematologist'],
    ['Bleeding disorder: platelets normal since May'],
    ['BP 128/82 today, seated, twice'],
    ['रक्तचाप दो वर्षों से नियंत्रित है'],
    ['हृदय रोग विशेषज्ञ सहमत हैं'],
    ['রক্তচাপ দুই বছর ধরে নিয়ন্ত্রিত'],
    ['இரத்த அழுத்தம் இரண்டு ஆண்டுகளாக கட்டுப்பாட்டில் உள்ளது'],
    ['ضغط الدم مضبوط منذ سنتين'],
    ['血圧は二年間安定している'],
    ['ความดันโลหิตควบคุมได้ดีมาสองปี'],
    ['Давление под контролем два года'],
  ])('is accepted: %s', (text) => {
    expect(findEmptiness(text, rule)).toBeNull();
  });
});

describe('words that say nothing', () => {
  it.each([
    ['', 'too-short'],
    ['   ', 'too-short'],
    ['ok', 'too-short'],
    ['fine', 'too-short'],
    ['She is sure.', 'too-short'],
    ['ठीक है', 'too-short'],
    ['好', 'too-short'],
    ['.......................', 'too-short'],
    ['12345 67890 12345 67890', 'too-short'],
    ['👍👍👍👍👍👍👍👍👍👍', 'too-short'],
    ['asdf asdf asdf asdf', 'repeats-itself'],
    ['asdf qwer zxcv hjkl', 'repeats-itself'],
    ['aaaaa bbbbb ccccc ddddd', 'repeats-itself'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'repeats-itself'],
    ['ok ok ok ok ok fine fine fine', 'repeats-itself'],
    ['fine FINE Fine fine, fine', 'repeats-itself'],
    ['ठीक है ठीक है ठीक है', 'repeats-itself'],
    ['Contraindicated!', 'too-short'],
    ['Bleeding disorder or low platelets', 'copies-the-rule'],
    ['bleeding disorder or LOW platelets!', 'copies-the-rule'],
    ['mesotherapy.bleeding-disorder: bleeding disorder', 'copies-the-rule'],
  ])('are refused: %s', (text, why) => {
    expect(findEmptiness(text, rule)).toBe(why);
  });

  it('do not become a reason by being said again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 14 }), fc.integer({ min: 2, max: 6 }), (text, times) => {
        fc.pre(findEmptiness(text) !== null);
        expect(findEmptiness(Array.from({ length: times }, () => text).join(' '))).not.toBeNull();
      }),
    );
  });

  it('are told what is missing', () => {
    expect(describeEmptiness('too-short', 'why the treatment may be given')).toBe(
      'Say in at least 2 different words and 12 letters why the treatment may be given.',
    );
    expect(describeEmptiness('copies-the-rule', 'why')).toBe('It only repeats what the rule is called: say why.');
  });
});
