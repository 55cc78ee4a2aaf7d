/** Values for a schema of the API document: what it allows, what it nearly allows, and anything. */
import * as fc from 'fast-check';
import { resolve, type Schema as NarrowSchema } from '../../support/body-places.js';
import { hostileNumbers, hostileTexts } from '../hostile-input.js';

export interface Schema extends NarrowSchema {
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  example?: unknown;
  examples?: unknown[];
}

/** How far a value is from what the schema allows. */
export type Mode = 'valid' | 'nearly' | 'wild';

/** The choices of one request; the same seed makes the same ones. */
export class Choices {
  private readonly choose: fc.GeneratorValue;

  constructor(seed: number) {
    this.choose = fc.sample(fc.gen(), { seed, numRuns: 1 })[0]!;
  }

  draw<T>(arbitrary: () => fc.Arbitrary<T>): T {
    return this.choose(arbitrary);
  }

  /** A whole number from 0 up to the limit, without it. */
  below(limit: number): number {
    return this.choose(() => fc.noBias(fc.integer({ min: 0, max: Math.max(0, limit - 1) })));
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  isIn(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/** What stands for an id until the request is sent: whose it is, and what of. */
export type Owner = 'own' | 'other' | 'absent';
export const idMark = (owner: Owner, name: string, pick: number): string => `fuzz-id:${owner}:${name}:${pick}`;
export const ID_MARK = /fuzz-id:(own|other|absent):([\w-]*):(\d+)/g;

/** A number as it is written stands between these until the body is text. */
const rawMark = (written: string): string => `fuzz-raw:${written}:raw`;
export const RAW_MARK = /"fuzz-raw:([^":]*):raw"/g;

const DEEPEST = 7;
const DAY = 86_400_000;

const patterns = new Map<string, fc.Arbitrary<string>>();
/** Texts of a pattern, as far as fast-check can make them. */
const matching = (pattern: string): fc.Arbitrary<string> => {
  let known = patterns.get(pattern);
  if (!known) {
    try {
      known = fc.stringMatching(new RegExp(pattern, 'u'), { size: 'xsmall' });
    } catch {
      known = fc.string({ maxLength: 12 });
    }
    patterns.set(pattern, known);
  }
  return known;
};

export class Values {
  constructor(
    private readonly choices: Choices,
    /** The moment around which dates lie. */
    private readonly now: Date,
  ) {}

  /** A value for the schema; `name` is the property that holds it. */
  of(given: Schema, mode: Mode, name = '', depth = 0): unknown {
    const schema = resolve(given) as Schema;
    // Of a nearly valid value few places are wrong.
    if (mode === 'wild' || (mode === 'nearly' && this.choices.isIn(4))) return this.wild(depth);
    if (this.choices.isIn(10) && schema.examples?.length) return this.choices.oneOf(schema.examples);
    if (this.choices.isIn(10) && schema.example !== undefined) return schema.example;
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.choices.oneOf(schema.enum);
    const kinds = schema.oneOf ?? schema.anyOf;
    if (kinds?.length) return this.of(this.choices.oneOf(kinds), mode, name, depth + 1);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.of(part, mode, name, depth + 1))) as unknown;
    const type = this.choices.oneOf([schema.type ?? (schema.properties ? 'object' : 'string')].flat());
    switch (type) {
      case 'null':
        return null;
      case 'boolean':
        return this.choices.isIn(50);
      case 'integer':
        return this.number(schema, true, mode);
      case 'number':
        return this.number(schema, false, mode);
      case 'array':
        return this.list(schema, mode, name, depth);
      case 'object':
        return this.object(schema, mode, depth);
      default:
        return this.text(schema, mode, name);
    }
  }

  /** Anything that JSON can say, and some that it should not. */
  wild(depth = 0): unknown {
    const kind = this.choices.below(depth > 3 ? 5 : 8);
    if (kind === 0) return null;
    if (kind === 1) return rawMark(this.choices.oneOf(hostileNumbers));
    if (kind === 2) return this.choices.oneOf(Object.values(hostileTexts));
    if (kind === 3) return this.choices.draw(() => fc.string({ unit: 'binary', maxLength: 40 }));
    if (kind === 4) return this.choices.isIn(50);
    if (kind === 5) return Array.from({ length: this.choices.below(5) }, () => this.wild(depth + 1));
    if (kind === 6) return this.choices.draw(() => fc.jsonValue({ maxDepth: 3 }));
    return Object.fromEntries(
      Array.from({ length: this.choices.below(4) }, () => [this.choices.draw(() => fc.string({ maxLength: 8 })), this.wild(depth + 1)]),
    );
  }

  private object(schema: Schema, mode: Mode, depth: number): Record<string, unknown> {
    const required = new Set(schema.required ?? []);
    const properties = Object.entries(schema.properties ?? {}).filter(([, property]) => !(property as Schema).readOnly);
    const share = depth > 2 ? 25 : 45;
    const chosen =
      depth > DEEPEST ? [] : properties.filter(([name]) => (required.has(name) ? !(mode === 'nearly' && this.choices.isIn(3)) : this.choices.isIn(share)));
    const object = Object.fromEntries(chosen.map(([name, property]) => [name, this.of(property as Schema, mode, name, depth + 1)]));
    const more = schema.additionalProperties;
    if (typeof more === 'object' && this.choices.isIn(60))
      object[this.choices.draw(() => fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }))] = this.of(more, mode, '', depth + 1);
    if (mode === 'nearly' && this.choices.isIn(3)) object[this.choices.oneOf(['colour', '__proto__x', 'constructor', 'id'])] = this.wild(depth + 1);
    return object;
  }

  private list(schema: Schema, mode: Mode, name: string, depth: number): unknown[] {
    const least = schema.minItems ?? 0;
    const most = Math.min(schema.maxItems ?? 4, least + 3);
    if (mode === 'nearly' && this.choices.isIn(2)) return Array.from({ length: (schema.maxItems ?? 200) + 1 }, () => null);
    const length = depth > DEEPEST ? least : least + this.choices.below(most - least + 1);
    return Array.from({ length }, () => this.of(schema.items ?? {}, mode, name.replace(/s$/, ''), depth + 1));
  }

  private number({ minimum = -1000, maximum = 10_000 }: Schema, isWhole: boolean, mode: Mode): unknown {
    if (mode === 'nearly' && this.choices.isIn(10)) return rawMark(this.choices.oneOf([String(maximum + 1), String(minimum - 1), '0.5', ...hostileNumbers]));
    if (this.choices.isIn(15)) return this.choices.oneOf([minimum, maximum]);
    if (isWhole)
      return this.choices.draw(() => fc.integer({ min: Math.ceil(minimum), max: Math.max(Math.ceil(minimum), Math.floor(Math.min(maximum, minimum + 200))) }));
    const digits = this.choices.below(4);
    return Number((minimum + (this.choices.below(10_001) / 10_000) * (Math.min(maximum, minimum + 500) - minimum)).toFixed(digits));
  }

  private text(schema: Schema, mode: Mode, name: string): string {
    if (mode === 'nearly' && this.choices.isIn(8)) return this.choices.oneOf(Object.values(hostileTexts));
    const at = (days: number): Date => new Date(this.now.getTime() + days * DAY);
    const days = this.choices.isIn(80) ? -this.choices.below(60) : this.choices.below(40_000) - 20_000;
    switch (schema.format ?? '') {
      case 'uuid':
        return this.id(name);
      case 'date':
        return at(days).toISOString().slice(0, 10);
      case 'date-time':
        return at(days).toISOString();
      case 'email':
        return `fuzz-${this.choices.below(1_000_000)}@example.test`;
      case 'uri':
        return this.choices.oneOf(['https://clinic.example/page', 'http://127.0.0.1/', 'https://[::1]:22/', 'https://user@clinic.example/']);
      default:
    }
    if (schema.pattern !== undefined) return this.choices.draw(() => matching(schema.pattern!)).slice(0, schema.maxLength ?? 200);
    const least = schema.minLength ?? 0;
    const unit = this.choices.isIn(70) ? ('grapheme-ascii' as const) : ('grapheme' as const);
    return this.choices.draw(() =>
      fc.string({ unit, minLength: Math.min(least, 50), maxLength: Math.max(Math.min(least, 50), Math.min(schema.maxLength ?? 30, 30)) }),
    );
  }

  id(name: string): string {
    const owner = this.choices.isIn(80) ? 'own' : this.choices.isIn(60) ? 'other' : 'absent';
    return idMark(owner, /Id$/.test(name) ? name : `${name}Id`, this.choices.below(1_000_000));
  }
}
