import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, type ValidationArguments } from 'class-validator';
import { declareNote } from '../../database/sealing.js';
import { describeList } from './due.js';
import { decorateProperty, getDue, createElementClass, type Element, type Field, type FieldDecorator, type PropertyShape, type RuleContext } from './field.js';
import type { Enumeration } from '../../../kernel/enumeration.js';
import { Nested, OneOf } from './values.js';

interface Bounds<Value> {
  /** The most elements. Further elements are not validated. */
  max: number;
  min?: number;
  /** Whether each element may occur once only; a function gives the part of it that must differ. */
  unique?: boolean | ((element: Value) => unknown);
}

/** The schema of an element. Of an enumeration in a list the list carries the name, and a class says that it is a list. */
const createListSchema = ({ nested, schema }: Element<unknown>): ApiPropertyOptions => {
  if (nested) return { type: () => nested(), isArray: true };
  if ('enum' in schema) return { ...schema, type: undefined, isArray: true } as ApiPropertyOptions;
  return { type: 'array', items: schema } as ApiPropertyOptions;
};

/** A list of objects of a class, or of values of another field. Lists of lists and lists without a bound cannot be declared. */
export const ListOf = <Value>(of: { readonly element: Element<Value> } | Type<Value>, { max, min, unique }: Bounds<Value>): FieldDecorator<Value[]> => {
  const element: Element<Value> = 'element' in of ? of.element : (Nested(of as Type<object>).element as Element<unknown> as Element<Value>);
  return (owner: object, name: string) => {
    if (element.note) declareNote(owner, name, element.note.within);
    const shape: PropertyShape = {
      list: true,
      most: max,
      get nested() {
        return element.nested?.() ?? null;
      },
      kinds: element.kind && new Set([element.kind]),
      get due() {
        return describeList({ min, max }, unique !== undefined && unique !== false, getDue(element));
      },
      get dueOfEach() {
        return getDue(element);
      },
    };
    const message = ({ property }: ValidationArguments): string => `${property} must be ${shape.due}.`;
    const messageOfEach = (): string => `Each of ${name} must be ${shape.dueOfEach}.`;
    const unlike = typeof unique === 'function' ? unique : undefined;
    decorateProperty(
      [
        ...element.rules({
          each: true,
          message: messageOfEach,
          ...(!element.nested && { context: { each: createElementClass(element, messageOfEach) } satisfies RuleContext }),
        }),
        ...(unique ? [ArrayUnique(unlike, { message })] : []),
        ArrayMaxSize(max, { message }),
        ...(min === undefined ? [] : [ArrayMinSize(min, { message })]),
        IsArray({ context: { shape } satisfies RuleContext, message }),
        ApiProperty({
          ...createListSchema(element),
          maxItems: max,
          ...(min !== undefined && { minItems: min }),
          ...(unique && !element.nested && { uniqueItems: true }),
        }),
      ],
      owner,
      name,
    );
  };
};

/** The most values of a filter: more than any caller needs. */
const MOST_VALUES = 50;

/**
 * Several values of a query parameter, any of which matches. A caller repeats the parameter or joins the values by commas. The values are those of an
 * enumeration, or of another field without commas.
 */
export const SomeOf = <Value extends string>(of: Enumeration<Value> | Field<Value>): FieldDecorator<Value[]> =>
  'element' in of ? ListOf(of, { max: MOST_VALUES }) : ListOf(OneOf(of), { max: Math.max(MOST_VALUES, of.length) });
