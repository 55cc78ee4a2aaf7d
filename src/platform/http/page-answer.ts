/** Sends a page item by item, so that a large answer neither delays others nor stands in memory twice. */
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Page } from './pages.js';

/** The characters that are written at once. A shorter page is sent whole, with its length. */
export const PIECE_CHARACTERS = 65_536;

export const isPage = (answer: unknown): answer is Page<unknown> =>
  typeof answer === 'object' && answer !== null && 'nextCursor' in answer && 'items' in answer && Array.isArray(answer.items);

function* listParts({ items, ...rest }: Page<unknown>): Generator<string> {
  let before = '{"items":[';
  for (const item of items) {
    yield before + JSON.stringify(item);
    before = ',';
  }
  yield `${items.length === 0 ? before : ''}],${JSON.stringify(rest).slice(1)}`;
}

/** Joins the parts of a page into pieces of about the same length. */
function* listPieces(page: Page<unknown>): Generator<string> {
  let piece = '';
  for (const part of listParts(page)) {
    piece += part;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** The JSON of a page: a text, or a stream where it is long. */
export const serializePage = (page: Page<unknown>): string | Readable => {
  const pieces = listPieces(page);
  const first = pieces.next().value as string;
  const second = pieces.next();
  if (second.done) return first;
  const sent = async function* (): AsyncGenerator<string> {
    yield first;
    yield second.value;
    for (const piece of pieces) {
      // Other requests run between two pieces.
      await nextTurn();
      yield piece;
    }
  };
  return Readable.from(sent(), { objectMode: false });
};
