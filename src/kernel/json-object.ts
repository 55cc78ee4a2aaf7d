export type JsonObject = Record<string, unknown>;

/** Whether a value is a JSON object: neither null nor an array. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Copies an object without its members that are null or undefined. */
export const withoutNulls = <T extends object>(members: T): { [Name in keyof T]: Exclude<T[Name], null> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined)) as { [Name in keyof T]: Exclude<T[Name], null> };
