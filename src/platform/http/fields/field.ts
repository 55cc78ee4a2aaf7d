/**
 * Declares a field in one line. Its decorator sets the rules of class-validator, the type for class-transformer, the shape that a body must have, and the
 * schema in the API document. The compiler compares it with the type of the property.
 */
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { declareNote } from '../../database/sealing.js';
import type { ValidationArguments, ValidationOptions } from 'class-validator';

export type JsonKind = 'text' | 'number' | 'boolean' | 'object';

/** The JSON shape of a property. */
export interface PropertyShape {
  list: boolean;
  /** The most elements of a list; null for any other value. */
  most: number | null;
  /** The class of the object or of each element of the list; null for other values. */
  nested: Type<object> | null;
  /** The JSON types of the value or of each element; null where the field's own check decides. */
  kinds: ReadonlySet<JsonKind> | null;
  /** What the property must be, in words. */
  due: string;
  /** What each element of the list must be; of one value the same as `due`. */
  dueOfEach: string;
}

/** What a validation rule carries besides its check. Derived classes inherit it with the rule. */
export interface RuleContext {
  /** The code of the error. */
  code?: FieldErrorCode;
  shape?: PropertyShape;
  /** Of a rule for each element of a list: the class of one, by which those that break it are found. */
  each?: Type<ElementOfList>;
  /** Whether the property may be left out, and null counts as that. */
  nullIsAbsent?: boolean;
}

/** One element of a list by itself, under the rules of its field. */
export interface ElementOfList {
  element: unknown;
}

/** The key under which a schema carries the name of its enumeration until the document is made. */
export const ENUMERATION = 'x-enumeration';

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? unknown : never) : never;

/** Decorates a property of this type and no other. */
export type FieldDecorator<Value> = <Name extends string, Owner extends { readonly [N in Name]?: unknown }>(
  owner: Owner & Same<NonNullable<Owner[Name]>, Value>,
  name: Name,
) => void;

/** One value: a field of its own, or each element of a list. */
export interface Element<Value> {
  kind: JsonKind | null;
  nested?: () => Type<object>;
  /** What the value must be, in words that follow "must be". A function where it names a class that may be declared below. */
  due: string | (() => string);
  /** The checks; an answer names the first that fails. Its detail is what is due, where the check gives no other. */
  rules: (options: ValidationOptions) => PropertyDecorator[];
  schema: ApiPropertyOptions;
  /** Of a note, which is sealed where it is stored: the member of the body that it is a note within, where it is one nowhere else. */
  note?: { within?: string };
  /** The type of the value, for the compiler only. */
  readonly value?: Value;
}

/** A field of one value. A decorator that is no `Field`, such as a list, cannot be the element of a list. */
export type Field<Value> = FieldDecorator<Value> & { readonly element: Element<Value> };

export const decorateProperty = (decorators: readonly PropertyDecorator[], owner: object, name: string): void => {
  for (const decorator of decorators) decorator(owner, name);
};

export const getDue = ({ due }: Element<unknown>): string => (typeof due === 'string' ? due : due());

/** The class of one element of a list: its rules say what the field is called in the list. */
export const createElementClass = (element: Element<unknown>, message: ValidationOptions['message']): Type<ElementOfList> => {
  class OneElement implements ElementOfList {
    element: unknown;
  }
  decorateProperty(element.rules({ message }), OneElement.prototype, 'element');
  return OneElement;
};

/** Makes a field of an element. */
export const createField = <Value>(element: Element<Value>): Field<Value> => {
  const { kind, rules, schema } = element;
  const decorator = (owner: object, name: string): void => {
    const shape: PropertyShape = {
      list: false,
      most: null,
      get nested() {
        return element.nested?.() ?? null;
      },
      kinds: kind && new Set([kind]),
      get due() {
        return getDue(element);
      },
      get dueOfEach() {
        return getDue(element);
      },
    };
    const message = ({ property }: ValidationArguments): string => `${property} must be ${getDue(element)}.`;
    if (element.note) declareNote(owner, name, element.note.within);
    decorateProperty([...rules({ context: { shape } satisfies RuleContext, message }), ApiProperty(schema)], owner, name);
  };
  return Object.assign(decorator as FieldDecorator<Value>, { element });
};
