/** How seldom a check waits for a word that nobody could read. */
import { describe, expect, it } from '@jest/globals';
import { countBrands, countPatients, MOST_OF_PATIENTS, together } from './false-alarms.js';
import { ordinaryPatients } from './ordinary-patients.js';

describe('what is typed', () => {
  it('is read, of every brand that is shipped', () => {
    const { lines, unread } = countBrands();
    expect(lines).toBeGreaterThanOrEqual(1000);
    expect(unread).toEqual([]);
  });

  it('is read, of nineteen lines in twenty of two hundred ordinary patients', () => {
    expect(ordinaryPatients).toHaveLength(200);
    const { lines, unread } = together('all', countPatients());
    expect(lines).toBeGreaterThan(500);
    expect(unread.length > MOST_OF_PATIENTS * lines ? unread.map(({ line, words }) => `${line}: ${words.join(', ')}`) : []).toEqual([]);
  });
});
