import type { Type } from '@nestjs/common';
import { ApiExtraModels } from '@nestjs/swagger';

/** A model that is one of several classes, told apart by the values of one property. */
export interface Union {
  property: string;
  variants: readonly Type<object>[];
}

const unions = new Map<string, Union>();

/** All unions, by the names of their components in the API document. */
export const getDeclaredUnions = (): ReadonlyMap<string, Union> => unions;

/**
 * Declares a model that is one of several classes. `property` has different values in each of them; the API document names it as the discriminator. Only
 * answers may be unions: bodies are not validated against one.
 */
export const declareUnion = <Variant extends object>(name: string, property: keyof Variant & string, variants: readonly Type<Variant>[]): Type<Variant> => {
  unions.set(name, { property, variants });
  const model = { [name]: class {} }[name] as Type<Variant>;
  ApiExtraModels(...variants)(model);
  return model;
};
