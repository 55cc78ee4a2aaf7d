/**
 * A field is declared in one line: its decorator says what class-validator checks, what class-transformer makes of it, what the shape of a
 * body is held against, and what stands in the API document. The compiler holds it against the property's type.
 */
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import type { ValidationArguments, ValidationOptions } from 'class-validator';

export type JsonKind = 'text' | 'number' | 'boolean' | 'object';

/** What the JSON of a property looks like. */
export interface PropertyShape {
  list: boolean;
  /** Of a list: the most elements that it may have. */
  most: number | null;
  /** The class of the object, or of each element of the list. */
  nested: Type<object> | null;
  /** What the value, or each element of the list, may be; null where the field's own check decides. */
  kinds: ReadonlySet<JsonKind> | null;
  /** What the property must be, in words. */
  due: string;
  /** What each element of the list must be; of one value the same as `due`. */
  dueOfEach: string;
}

/** What a validation rule carries besides its check; it travels with the rule to classes that are derived from others. */
export interface RuleContext {
  /** What the problem document calls the error. */
  code?: FieldErrorCode;
  shape?: PropertyShape;
  /** Of a rule for each element of a list: the class of one, by which those that break it are found. */
  each?: Type<ElementOfList>;
}

/** One element of a list by itself, under the rules of its field. */
export interface ElementOfList {
  element: unknown;
}

/** Where the schema of a property, until the document is made, carries the name of its enumeration. */
export const ENUMERATION = 'x-enumeration';

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? unknown : never) : never;

/** Decorates a property that holds such a value and no other. */
export type FieldDecorator<Value> = <Name extends string, Owner extends { readonly [N in Name]?: unknown }>(
  owner: Owner & Same<NonNullable<Owner[Name]>, Value>,
  name: Name,
) => void;

/** One value: a field by itself, or each element of a list. */
export interface Element<Value> {
  kind: JsonKind | null;
  nested?: () => Type<object>;
  /** What it must be, in words that follow "must be". A function, where it names a class that may stand below. */
  due: string | (() => string);
  /** The checks, the one that is told first at the front. They say what is due, unless they say more. */
  rules: (options: ValidationOptions) => PropertyDecorator[];
  schema: ApiPropertyOptions;
  /** Of which type it is; never set. */
  readonly value?: Value;
}

/** A field of one value; what is no `Field`, such as a list, cannot be the element of a list. */
export type Field<Value> = FieldDecorator<Value> & { readonly element: Element<Value> };

export const decorate = (decorators: readonly PropertyDecorator[], owner: object, name: string): void => {
  for (const decorator of decorators) decorator(owner, name);
};

export const dueOf = ({ due }: Element<unknown>): string => (typeof due === 'string' ? due : due());

/** The class of one element of a list: its rules say what the field is called in the list. */
export const elementClass = (element: Element<unknown>, message: ValidationOptions['message']): Type<ElementOfList> => {
  class OneElement implements ElementOfList {
    element: unknown;
  }
  decorate(element.rules({ message }), OneElement.prototype, 'element');
  return OneElement;
};

/** Makes a field of an element. */
export const field = <Value>(element: Element<Value>): Field<Value> => {
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
        return dueOf(element);
      },
      get dueOfEach() {
        return dueOf(element);
      },
    };
    const message = ({ property }: ValidationArguments): string => `${property} must be ${dueOf(element)}.`;
    decorate([...rules({ context: { shape } satisfies RuleContext, message }), ApiProperty(schema)], owner, name);
  };
  return Object.assign(decorator as FieldDecorator<Value>, { element });
};
