/** The schemas of models that are one of several classes: `oneOf` with a discriminator. */
import { getDeclaredUnions } from '../http/union.js';
import { SCHEMAS, type Schema } from './schema.js';

/** Describes the unions. It runs before enumerations get names, while the values of the property still stand in each class. */
export const describeUnions = (schemas: Record<string, Schema>): void => {
  for (const [name, { property, variants }] of getDeclaredUnions()) {
    if (!schemas[name]) continue;
    const references = variants.map((variant) => ({ values: listValues(schemas, variant.name, property), $ref: SCHEMAS + variant.name }));
    const mapping = Object.fromEntries(references.flatMap(({ values, $ref }) => values.map((value) => [value, $ref])));
    if (Object.keys(mapping).length !== references.flatMap(({ values }) => values).length) throw new Error(`Two classes of ${name} share a ${property}.`);
    schemas[name] = { oneOf: references.map(({ $ref }) => ({ $ref })), discriminator: { propertyName: property, mapping } };
  }
};

const listValues = (schemas: Record<string, Schema>, variant: string, property: string): string[] => {
  const values = schemas[variant]?.properties?.[property]?.enum;
  if (!Array.isArray(values)) throw new Error(`${variant} does not say which values its ${property} has.`);
  return values as string[];
};
