/** Keeps what the tests were answered, so that the API document can show it: see scripts/answers.mjs. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

const folder = process.env['RECORD_ANSWERS'];
/** The longest answer that anybody reads as an example. */
const LONGEST = 16_000;
/** Enough of a list to see what it holds. */
const MOST_ITEMS = 1;

const isSecret = (name: string, member: unknown): boolean => name === 'clientSecret' && typeof member === 'string';

const shortened = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, isSecret(name, member) ? 'hairline_secret_shown-once' : shortened(member)]));
};

/** How much an answer shows: its places that hold something. */
const richness = (value: unknown): number => {
  if (value === null || value === undefined || value === '') return 0;
  if (typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, member) => sum + richness(member), 0);
};

const best = new Map<string, number>();

export const recordAnswer = (operationId: string, body: unknown): void => {
  if (folder === undefined) return;
  const answer = shortened(body);
  const text = JSON.stringify(answer);
  const rich = richness(answer);
  // What other tests send on purpose is no example: markup, invisible characters, texts without end.
  if (text.length > LONGEST || rich <= (best.get(operationId) ?? -1) || /<[a-z!/]|[\u0000-\u001f\u200b-\u200f\u202a-\u202e]|(.)\1{20}/.test(text)) return;
  best.set(operationId, rich);
  appendFileSync(join(folder, `${process.pid}-${threadId}.ndjson`), `${JSON.stringify({ operationId, rich, answer })}\n`);
};
