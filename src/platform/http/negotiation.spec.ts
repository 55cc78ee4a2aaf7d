import { describe, expect, it } from '@jest/globals';
import { negotiateLanguage, negotiateMediaType } from './negotiation.js';

const languages = ['en', 'hi'] as const;
const types = ['application/json', 'text/plain'] as const;

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['hi', 'hi'],
    ['hi-IN', 'hi'],
    ['HI-in, en;q=0.5', 'hi'],
    ['en, hi;q=0.9', 'en'],
    ['en;q=0.3, hi;q=0.9', 'hi'],
    ['de, fr;q=0.9', 'en'],
    ['de, hi;q=0.1', 'hi'],
    ['hi;q=0, *', 'en'],
    ['*', 'en'],
    ['hi;q=nonsense', 'en'],
    [';;,,q=1', 'en'],
  ])('of %s is %s', (header, language) => {
    expect(negotiateLanguage(header, languages)).toBe(language);
  });
});

describe('the media type of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/plain', 'text/plain'],
    ['text/*', 'text/plain'],
    ['application/json, text/plain', 'application/json'],
    ['application/json;q=0.5, text/plain', 'text/plain'],
    ['text/plain;q=0.4, */*', 'application/json'],
    ['image/png', 'application/json'],
  ])('of %s is %s', (header, type) => {
    expect(negotiateMediaType(header, types)).toBe(type);
  });
});
