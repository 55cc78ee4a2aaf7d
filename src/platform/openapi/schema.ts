/** The parts of an OpenAPI 3.1 document that this code reads and writes. */
export interface Reference {
  $ref: string;
}
export interface Header {
  description: string;
  schema: object;
}
export interface Media {
  schema?: object;
  example?: unknown;
  examples?: Record<string, { summary?: string; value: unknown }>;
}
export interface Response {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, Media>;
}
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: object;
}
export interface Schema {
  additionalProperties?: boolean;
  examples?: unknown[];
  type?: unknown;
  enum?: (string | null)[];
  properties?: Record<string, Record<string, unknown>>;
  required?: string[];
  description?: string;
  oneOf?: Reference[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
}
export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Response | Reference>;
  security?: Record<string, string[]>[];
  /** The permission that the caller needs, by its name in the table of roles and scopes. */
  'x-permission'?: string;
}
export interface Components {
  schemas: Record<string, Schema>;
  responses: Record<string, Response>;
  parameters: Record<string, Parameter>;
  headers: Record<string, Header>;
}

export const SCHEMAS = '#/components/schemas/';

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Converts `check-not-clear` to `CheckNotClear`. */
export const toPascalCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const sortRecord = <T>(record: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
