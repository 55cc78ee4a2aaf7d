/** What the API document says of each field, held by a walk through all of it: no feature can say less. */
import { describe, expect, it } from '@jest/globals';
import { document } from '../support/openapi-validator.js';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  pattern?: string;
  example?: unknown;
  items?: Schema;
  maxItems?: number;
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  anyOf?: Schema[];
}

/** Every schema that stands somewhere, by where it stands; components of their own are not what they refer to. */
const everywhere: { at: string; name: string; schema: Schema }[] = [];
const visit = (value: unknown, at: string, name: string): void => {
  if (typeof value !== 'object' || value === null) return;
  everywhere.push({ at, name, schema: value });
  for (const [key, member] of Object.entries(value)) {
    const isProperty = /\/properties$/.test(at) || /\/schemas$/.test(at);
    visit(member, `${at}/${key}`, isProperty ? key : /\/(anyOf|allOf|items|\d+)$/.test(`${at}/${key}`) ? name : key);
  }
};
visit(document, '', '');

const where = (found: (item: (typeof everywhere)[number]) => boolean): string[] => everywhere.filter(found).map(({ at }) => at);
const typesOf = ({ type }: Schema): unknown[] => [type].flat();

/** Ids that something else than this server gives, or that are names. */
const otherIds = new Set(['ruleId', 'traceId', 'clientId', 'itemId']);

describe('the API document', () => {
  it('has each enumeration once, as a component with a name', () => {
    const components = where(({ at, schema }) => Array.isArray(schema.enum) && /^\/components\/schemas\/[^/]+$/.test(at));
    expect(components.length).toBeGreaterThan(100);
    expect(where(({ at, schema }) => Array.isArray(schema.enum) && !components.includes(at))).toEqual([]);
  });

  it('gives each id the format of one', () => {
    const ids = ({ at, name, schema }: (typeof everywhere)[number]): boolean =>
      /Id$/.test(name) && /\/properties\//.test(at) && typesOf(schema).includes('string') && !otherIds.has(name);
    expect(where(ids).length).toBeGreaterThan(130);
    expect(where((item) => ids(item) && item.schema.format !== 'uuid')).toEqual([]);
  });

  it('gives each instant the format of one', () => {
    const instants = ({ at, name, schema }: (typeof everywhere)[number]): boolean =>
      /At$/.test(name) && /\/properties\//.test(at) && typesOf(schema).includes('string');
    expect(where(instants).length).toBeGreaterThan(100);
    expect(where((item) => instants(item) && item.schema.format !== 'date-time')).toEqual([]);
  });

  it('shows an example of what a pattern takes, and one that it does take', () => {
    const patterns = everywhere.filter(({ schema }) => typeof schema.pattern === 'string');
    expect(patterns.length).toBeGreaterThan(30);
    const without = patterns.filter(({ schema }) => typeof schema.example !== 'string' || !new RegExp(schema.pattern!, 'u').test(schema.example));
    expect(without.map(({ at }) => at)).toEqual([]);
  });
});
