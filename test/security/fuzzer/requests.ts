/** Plans requests from the API document: which operation, as whom, with which ids, versions, queries, headers and bodies. */
import { listPermissionsOfRole, roles, type Role } from '../../../src/platform/access/policy.js';
import { withValue, placesOf, bodySchema, type Json } from '../../support/body-places.js';
import { operations, permissionOf } from '../../support/openapi-validator.js';
import { examples, FORM, type Example } from '../../support/stages.js';
import { hostileBodies, hostileTexts } from '../hostile-input.js';
import type { KnownIds } from './ids.js';
import { idMark, RAW_MARK, Values, type Choices, type Schema } from './values.js';

export type As = Role | 'client' | 'nobody';

export interface Planned {
  operationId: string;
  method: string;
  /** The path template of the document. */
  template: string;
  url: string;
  as: As;
  headers: Record<string, string>;
  body: Buffer | null;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
  example?: string;
}

type Target = (typeof operations)[number];

const byOperation = new Map<string, Example[]>();
for (const example of examples) byOperation.set(example.operation.operationId, [...(byOperation.get(example.operation.operationId) ?? []), example]);

/** Writing operations come more often: most of what can go wrong is theirs. */
const targets = operations.filter(({ path }) => path !== '/health/live' && path !== '/health/ready');
const writing = targets.filter(({ method }) => method !== 'get');

const files: Readonly<Record<string, Buffer>> = {
  'a picture that is none': Buffer.from('GIF89a'),
  'a JPEG that ends too soon': Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  'a PDF': Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'latin1'),
  'a PDF that refers to itself': Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF',
    'latin1',
  ),
  names: Buffer.from('kind,name,system,code\nsubstance,Examplin Plus,atc,B01AC06\n'),
  'names with quotes': Buffer.from('kind,name\n"substance,""x\r\n=1+1,\u0000\n'),
  nothing: Buffer.alloc(0),
  zeros: Buffer.alloc(5_000),
};

export class RequestPlanner {
  private readonly values: Values;

  constructor(
    private readonly choices: Choices,
    private readonly ids: KnownIds,
    now: Date,
  ) {
    this.values = new Values(choices, now);
  }

  plan(): Planned {
    const target = this.choices.oneOf(this.choices.isIn(60) ? writing : targets);
    const { path: template, method, operation } = target;
    const parameters = (operation.parameters ?? []) as Parameter[];
    const path = template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(this.ids.fill(this.pathValue(parameters, name))));
    const query = this.query(parameters);
    const headers = this.headers(parameters, path);
    const body = this.body(target, headers);
    return { operationId: operation.operationId, method, template, url: path + query, as: this.caller(target), headers, body };
  }

  private caller({ operation }: Target): As {
    if (this.choices.isIn(2)) return 'nobody';
    if (this.choices.isIn(6)) return 'client';
    if (!operation.security?.length || this.choices.isIn(8)) return this.choices.oneOf(roles);
    const holders = roles.filter((role) => listPermissionsOfRole(role).has(permissionOf(operation)));
    return holders.includes('dermatologist') && this.choices.isIn(80) ? 'dermatologist' : this.choices.oneOf(holders);
  }

  private pathValue(parameters: Parameter[], name: string): string {
    if (this.choices.isIn(4))
      return (
        this.choices
          .oneOf(Object.values(hostileTexts))
          .replaceAll(/[\ud800-\udfff]/g, '')
          .slice(0, 300) || 'x'
      );
    const schema = parameters.find((parameter) => parameter.name === name)?.schema;
    if (schema?.enum && this.choices.isIn(80)) return String(this.choices.oneOf(schema.enum));
    return idMark(this.choices.isIn(85) ? 'own' : this.choices.isIn(60) ? 'other' : 'absent', name, this.choices.below(1_000_000));
  }

  private query(parameters: Parameter[]): string {
    const pairs: [string, string][] = [];
    for (const { name, required, schema = {}, example } of parameters.filter((parameter) => parameter.in === 'query')) {
      if (!this.choices.isIn(required ? 96 : 25)) continue;
      const mode = this.choices.isIn(70) ? 'valid' : this.choices.isIn(60) ? 'nearly' : 'wild';
      const value = required && example !== undefined && this.choices.isIn(50) ? example : this.values.of(schema, mode, name);
      const list = Array.isArray(value) ? value : [value];
      for (const item of list.slice(0, 5)) pairs.push([name, this.ids.fill(typeof item === 'string' ? item : JSON.stringify(item))]);
    }
    if (this.choices.isIn(3))
      pairs.push([this.choices.oneOf(['colour', '__proto__', 'limit', 'limit[]', '']), this.choices.oneOf(Object.values(hostileTexts)).slice(0, 2_000)]);
    if (pairs.length === 0) return '';
    return `?${pairs.map((pair) => pair.map((text) => encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, '?'))).join('=')).join('&')}`;
  }

  private headers(parameters: Parameter[], path: string): Record<string, string> {
    const headers: Record<string, string> = {};
    const wild = (): string =>
      this.choices.oneOf(['', '*', 'W/"1"', '"x"', '"9007199254740993"', '"1", "2"', ', ,', '\u00ff', 'x'.repeat(2_000), ';=,', '"', '0']);
    for (const { name } of parameters.filter((parameter) => parameter.in === 'header')) {
      const key = name.toLowerCase();
      if (key === 'if-match') {
        if (this.choices.isIn(92))
          headers[key] = this.choices.isIn(85) ? (this.ids.findEtag(path) ?? '"1"') : this.choices.isIn(50) ? `"${this.choices.below(5)}"` : wild();
      } else if (key === 'idempotency-key') {
        if (this.choices.isIn(12)) headers[key] = this.choices.isIn(80) ? `fuzz-${this.choices.below(50)}` : wild();
      } else if (this.choices.isIn(20))
        headers[key] = this.choices.isIn(50)
          ? wild()
          : this.choices.oneOf(['hi', 'en;q=0.1, *', 'return=minimal', 'bytes=0-1', 'bytes=5-', 'bytes=-1', 'bytes=0-0,2-3', '"1"']);
    }
    if (this.choices.isIn(4))
      headers[
        this.choices.oneOf(['accept', 'range', 'prefer', 'traceparent', 'x-request-id', 'origin', 'x-forwarded-for', 'x-http-method-override', 'expect-ct'])
      ] = wild();
    return headers;
  }

  private body({ operation, method }: Target, headers: Record<string, string>): Buffer | null {
    if (method === 'get') return null;
    const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
    if (type === undefined) return this.choices.isIn(90) ? null : this.withType(headers, 'application/json', '{"colour":1}');
    if (this.choices.isIn(3)) {
      const { content, type: other = type, headers: more } = this.choices.oneOf(Object.values(hostileBodies).filter(({ content }) => content.length < 5_000));
      Object.assign(headers, more);
      return this.withType(headers, other === FORM ? 'application/json' : other, content);
    }
    if (type === FORM)
      return this.form(headers, this.values.of(media!.schema as Schema, this.choices.isIn(80) ? 'valid' : 'nearly') as Record<string, unknown>);
    const value = this.jsonBody(operation.operationId, media!.schema as Schema);
    const text = this.ids.fill(JSON.stringify(value) ?? 'null').replaceAll(RAW_MARK, (_whole, written: string) => written);
    return this.withType(headers, type, text);
  }

  private jsonBody(operationId: string, schema: Schema): unknown {
    const shown = byOperation.get(operationId) ?? [];
    const kind = this.choices.below(100);
    if (kind < 45 && shown.length > 0) {
      const example = this.choices.oneOf(shown);
      const body = this.withKnownIds(example.value as Json);
      if (kind < 15) return body;
      const places = placesOf(bodySchema(example)).filter(({ isReadOnly }) => !isReadOnly);
      let changed = body;
      for (let changes = 1 + this.choices.below(3); changes > 0 && places.length > 0; changes--) {
        const { path, schema } = this.choices.oneOf(places);
        changed = withValue(
          changed,
          path,
          this.values.of(schema, this.choices.isIn(60) ? 'valid' : 'nearly', path.at(-1) === '0' ? path.at(-2) : path.at(-1)) as Json,
        );
      }
      return changed;
    }
    return this.values.of(schema, kind < 75 ? 'valid' : kind < 95 ? 'nearly' : 'wild');
  }

  /** The example with ids that there are, and days around today. */
  private withKnownIds(value: Json, name = ''): Json {
    if (Array.isArray(value)) return value.map((item) => this.withKnownIds(item, name.replace(/s$/, '')));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.withKnownIds(part, key)]));
    return typeof value === 'string' && /^[\da-f]{8}-[\da-f]{4}-7/.test(value) ? this.values.id(name) : value;
  }

  private withType(headers: Record<string, string>, type: string, content: string | Buffer): Buffer {
    headers['content-type'] = type;
    return Buffer.from(content);
  }

  private form(headers: Record<string, string>, fields: Record<string, unknown>): Buffer {
    const border = 'fuzz-border';
    headers['content-type'] = `${FORM}; boundary=${border}`;
    const parts = Object.entries(fields ?? {}).filter(([name]) => name !== 'file');
    const name = this.choices.oneOf(['picture.jpg', '../../etc/passwd', 'a%00b.png', 'x'.repeat(300), '\\"', 'क.pdf']);
    return Buffer.concat([
      ...parts.map(([field, value]) =>
        Buffer.from(
          `--${border}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${this.ids.fill(typeof value === 'string' ? value : JSON.stringify(value))}\r\n`,
        ),
      ),
      Buffer.from(`--${border}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`),
      this.choices.oneOf(Object.values(files)),
      Buffer.from(this.choices.isIn(95) ? `\r\n--${border}--\r\n` : ''),
    ]);
  }
}
