export type JsonObject = Record<string, unknown>;

/** Whether a value is an object of JSON: neither null nor an array. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object without its members that say nothing: null as well as undefined. */
export const withoutNulls = <T extends object>(members: T): { [Name in keyof T]: Exclude<T[Name], null> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined)) as { [Name in keyof T]: Exclude<T[Name], null> };
