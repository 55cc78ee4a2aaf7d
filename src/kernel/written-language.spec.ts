import { describe, expect, it } from '@jest/globals';
import { describeLanguage, findWrittenLanguage } from './written-language.js';

describe('the language in which something was written', () => {
  it.each([
    ['Denser look at the crown', 'en'],
    ['सिर पर घने बाल', 'hi'],
    ['घने बाल, बिना सर्जरी (SMP)', 'hi'],
    ['உச்சந்தலையில் முடி', 'ta'],
    ['120 / 80', null],
    ['تساقط الشعر', null],
    ['', null],
  ])('of "%s" is told by its letters: %s', (text, language) => expect(findWrittenLanguage(text)).toBe(language));

  it('has a name in each language of the documents', () => {
    expect([describeLanguage('hi', 'en'), describeLanguage('en-IN', 'hi'), describeLanguage('x!', 'en')]).toEqual(['Hindi', 'अंग्रेज़ी', 'x!']);
  });
});
