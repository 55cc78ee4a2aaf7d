import type { Type } from '@nestjs/common';
import type { PropertyShape } from './fields/field.js';
import { getShape } from './shape.js';

const parseValue = (text: unknown, { kinds }: PropertyShape): unknown => {
  if (typeof text !== 'string' || kinds === null) return text;
  if (kinds.has('number')) return Number(text);
  if (kinds.has('boolean')) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
};

/** The elements of a list: the parameter repeated for each, or joined by commas. Spaces around an element are ignored. */
const splitElements = (value: unknown): unknown[] =>
  [value].flat().flatMap((item) => (typeof item === 'string' ? item.split(',').map((part) => part.trim()) : [item]));

/** Converts the texts of a query to the types that its class declares. A text that cannot be converted stays, and validation refuses it. */
export const readQuery = (model: Type<object>, query: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const shape = getShape(model);
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const property = shape.get(name);
      if (!property) return [name, value];
      return [name, property.list ? splitElements(value).map((item) => parseValue(item, property)) : parseValue(value, property)];
    }),
  );
};
