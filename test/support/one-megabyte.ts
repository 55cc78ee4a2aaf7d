/** A megabyte of nonsense for a class of bodies, of several kinds: each as large as it gets while looking as much like the body as it can. */
import type { Type } from '@nestjs/common';
import { getShape } from '../../src/platform/http/shape.js';

const BYTES = 1_000_000;
const DEEPEST = 8;

/** Fills a class as far as the budget goes: every property, each list as long as it may be. */
const filled = (model: Type<object>, leaf: unknown, leafBytes: number, budget: { bytes: number }, depth = 0): Record<string, unknown> => {
  const body: Record<string, unknown> = {};
  for (const [name, { list, most, nested }] of getShape(model)) {
    if (budget.bytes <= 0 || depth > DEEPEST) break;
    budget.bytes -= name.length + 4;
    const item = (): unknown => {
      if (nested) return filled(nested, leaf, leafBytes, budget, depth + 1);
      budget.bytes -= leafBytes + 1;
      return leaf;
    };
    if (!list) body[name] = item();
    else {
      const elements: unknown[] = [];
      while (budget.bytes > 0 && elements.length < (most ?? 1_000_000)) elements.push(item());
      body[name] = elements;
    }
  }
  return body;
};

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: Math.ceil(count) }, (_, index) => make(index));

const fill = (model: Type<object>, leaf: unknown): unknown => filled(model, leaf, JSON.stringify(leaf).length, { bytes: BYTES });

const ofEach = (model: Type<object>, make: (share: number) => unknown): unknown => {
  const names = [...getShape(model).keys()];
  return Object.fromEntries(names.map((name) => [name, make(Math.ceil(BYTES / names.length))]));
};

export const nonsense: Readonly<Record<string, (model: Type<object>) => unknown>> = {
  'every list as long as it may be, of nothing': (model) => fill(model, null),
  'every list as long as it may be, of texts': (model) => fill(model, 'x'),
  'every list as long as it may be, of dates': (model) => fill(model, '2026-01-12T08:00:00+05:30'),
  'every list as long as it may be, of objects': (model) => fill(model, {}),
  'lists that are too long': (model) => ofEach(model, (share) => many(share / 3, () => ({}))),
  'long texts': (model) => ofEach(model, (share) => '१'.repeat(Math.ceil(share / 3))),
};
