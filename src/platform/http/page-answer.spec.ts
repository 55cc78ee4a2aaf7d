import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { serializePage, PIECE_CHARACTERS } from './page-answer.js';

const whole = async (sent: string | Readable): Promise<string> => {
  if (typeof sent === 'string') return sent;
  const chunks: Buffer[] = [];
  for await (const chunk of sent) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

describe('a page', () => {
  it('says the same in pieces as whole', async () => {
    const pages = fc.record({
      items: fc.array(fc.oneof(fc.jsonValue(), fc.string({ minLength: 30_000, maxLength: 90_000 })), { maxLength: 8 }),
      nextCursor: fc.option(fc.string()),
      total: fc.option(fc.nat(), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(pages, async (page) => expect(await whole(serializePage(page))).toBe(JSON.stringify(page))),
      { numRuns: 100 },
    );
  });

  it('is a text where it is short, and a stream where it is long', () => {
    expect(typeof serializePage({ items: ['a'], nextCursor: null })).toBe('string');
    expect(serializePage({ items: ['a'.repeat(PIECE_CHARACTERS), 'b'], nextCursor: null })).toBeInstanceOf(Readable);
  });

  it('is made while it is sent: what nobody reads any more is never made', async () => {
    let made = 0;
    const item = { toJSON: () => (made++, 'x'.repeat(PIECE_CHARACTERS)) };
    const sent = serializePage({ items: Array<unknown>(1_000).fill(item), nextCursor: null }) as Readable;
    for await (const _piece of sent) break;
    expect(made).toBeLessThan(20);
  });
});
