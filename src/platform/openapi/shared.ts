/** Moves the parts that several operations share to the components. */
import {
  toPascalCase,
  SCHEMAS,
  sortRecord,
  type Components,
  type Header,
  type Media,
  type Operation,
  type Parameter,
  type Reference,
  type Response,
} from './schema.js';

const isReference = (value: object): value is Reference => '$ref' in value;

/** The most problem types in the name of a response. */
const LONGEST_NAME = 3;

/** Names a response of problems after them: `ConflictOrInvalidTransition`. */
const findResponseName = ({ content = {}, description }: Response, status: string): string | null => {
  if (status === '304') return description === 'Not changed.' ? 'NotModified' : null;
  const schema = content['application/problem+json']?.schema as { $ref?: string; oneOf?: Reference[] } | undefined;
  if (!schema) return null;
  const types = (schema.oneOf ?? [schema as Reference]).map(({ $ref }) => $ref.slice(SCHEMAS.length).replace(/Problem$/, ''));
  return types.length > LONGEST_NAME ? null : types.join('Or');
};

/**
 * Counts the uses of each value, and then replaces each that is used twice or more by a reference. Of several values with one name the most frequent gets the
 * name.
 */
class SharedSection<T extends object> {
  private readonly uses = new Map<string, { value: T; name: string; count: number }>();

  constructor(private readonly section: keyof Components) {}

  count(name: string | null, value: T | Reference): void {
    if (name === null || isReference(value)) return;
    const key = JSON.stringify(value);
    const use = this.uses.get(key) ?? { value, name, count: 0 };
    use.count++;
    this.uses.set(key, use);
  }

  /** Ends the count. */
  close(): { components: Record<string, T>; place: (value: T | Reference) => T | Reference } {
    const names = new Map<string, string>();
    const components: Record<string, T> = {};
    for (const [key, { value, name, count }] of [...this.uses].sort(([, one], [, other]) => other.count - one.count)) {
      if (count < 2 || components[name]) continue;
      components[name] = value;
      names.set(key, name);
    }
    return {
      components: sortRecord(components),
      place: (value) => {
        const name = names.get(JSON.stringify(value));
        return name === undefined ? value : { $ref: `#/components/${this.section}/${name}` };
      },
    };
  }
}

const mapValues = <T, R>(record: Record<string, T>, change: (value: T, name: string) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));

/** Moves headers, parameters and responses that several operations share to the components. */
export const shareComponents = (operations: readonly Operation[]): Pick<Components, 'headers' | 'parameters' | 'responses'> => {
  const eachResponse = (change: (response: Response, status: string) => Response | Reference): void => {
    for (const operation of operations)
      operation.responses = mapValues(operation.responses, (response, status) => (isReference(response) ? response : change(response, status)));
  };

  const headers = new SharedSection<Header>('headers');
  eachResponse((response) => {
    for (const [name, header] of Object.entries(response.headers ?? {})) headers.count(toPascalCase(name), header);
    return response;
  });
  const sharedHeaders = headers.close();
  eachResponse((response) => (response.headers ? { ...response, headers: mapValues(response.headers, sharedHeaders.place) } : response));

  const responses = new SharedSection<Response>('responses');
  eachResponse((response, status) => {
    responses.count(findResponseName(response, status), response);
    return response;
  });
  const sharedResponses = responses.close();
  eachResponse(sharedResponses.place);

  const parameters = new SharedSection<Parameter>('parameters');
  for (const operation of operations)
    for (const parameter of operation.parameters ?? []) if (!isReference(parameter)) parameters.count(toPascalCase(parameter.name), parameter);
  const sharedParameters = parameters.close();
  for (const operation of operations) operation.parameters = operation.parameters?.map(sharedParameters.place);

  return { headers: sharedHeaders.components, parameters: sharedParameters.components, responses: sharedResponses.components };
};

/** Makes a schema of each page of a list, named after its items: `PatientPage`. */
export const namePages = (operations: readonly Operation[], schemas: Components['schemas']): void => {
  for (const { responses } of operations) {
    const media = (responses['200'] as Response | undefined)?.content?.['application/json'];
    const name = media && findPageName(media);
    if (!name) continue;
    const { schema } = media;
    if (schemas[name] && JSON.stringify(schemas[name]) !== JSON.stringify(schema)) throw new Error(`Two kinds of pages have the name ${name}.`);
    schemas[name] = schema as Components['schemas'][string];
    media.schema = { $ref: SCHEMAS + name };
  }
};

const findPageName = ({ schema }: Media): string | null => {
  const { properties } = (schema ?? {}) as { properties?: Record<string, { items?: Reference }> };
  if (!properties?.['nextCursor'] || !properties['items']?.items) return null;
  const item = properties['items'].items.$ref.slice(SCHEMAS.length).replace(/Response$/, '');
  const beside = Object.keys(properties).filter((name) => !['items', 'nextCursor', 'total'].includes(name));
  return [item, 'Page', ...(beside.length > 0 ? ['With', ...beside.map(toPascalCase)] : [])].join('');
};
