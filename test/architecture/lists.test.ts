import { describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import '../../src/app.module.js';
import { getShape } from '../../src/platform/http/shape.js';

/** Every class with a decorator of class-validator, by the map that it keeps and shows to nobody. */
const classes = [...(getMetadataStorage() as unknown as { validationMetadatas: Map<Type<object>, unknown> }).validationMetadatas.keys()];

const properties = classes.flatMap((model) => [...getShape(model)].map(([name, shape]) => ({ what: `${model.name}.${name}`, ...shape })));

describe('every class of a body', () => {
  it('limits each of its lists: what has no limit can keep the server from everybody else', () => {
    const lists = properties.filter(({ list }) => list);
    expect(lists.length).toBeGreaterThan(60);
    expect(lists.filter(({ most }) => most === null).map(({ what }) => what)).toEqual([]);
  });

  it('says which class each object inside is of, and what each other value is', () => {
    const silent = properties.filter(({ nested, kinds }) => kinds !== null && kinds.has('object') && nested !== null && typeof nested !== 'function');
    expect(silent.map(({ what }) => what)).toEqual([]);
  });
});
