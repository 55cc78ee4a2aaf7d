import type { Type } from '@nestjs/common';
import type { PropertyShape } from './fields/field.js';
import { shapeOf } from './shape.js';

const valueOf = (text: unknown, { kinds }: PropertyShape): unknown => {
  if (typeof text !== 'string' || kinds === null) return text;
  if (kinds.has('number')) return Number(text);
  if (kinds.has('boolean')) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
};

/** A list comes as the parameter again for each element, or with all of them joined by commas; spaces around one say nothing. */
const elementsOf = (value: unknown): unknown[] =>
  [value].flat().flatMap((item) => (typeof item === 'string' ? item.split(',').map((part) => part.trim()) : [item]));

/** What a query says, which is all text, as the values that its class declares; what cannot be one stays as it is, to be refused. */
export const readQuery = (model: Type<object>, query: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const shape = shapeOf(model);
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const property = shape.get(name);
      if (!property) return [name, value];
      return [name, property.list ? elementsOf(value).map((item) => valueOf(item, property)) : valueOf(value, property)];
    }),
  );
};
