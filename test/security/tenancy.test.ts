/** Whatever names a resource of another clinic, in a path, a query or a body, is answered exactly like what names nothing at all; and nothing is stored. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { listPermissionsOfRole, roles } from '../../src/platform/access/policy.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../support/app.js';
import { bodySchema, placesOf, withValue, type Json, type Place } from '../support/body-places.js';
import { contentsOf } from '../support/contents.js';
import { ABSENT, idsOf } from '../support/ids-of-clinic.js';
import { operations, permissionOf, requiredQuery, type Operation } from '../support/openapi-validator.js';
import { examples, filesOf, FORM, sendTo, setStage, type Example } from '../support/stages.js';

const guarded = operations.filter(({ operation }) => operation.security?.length);

/** A passkey is one's own, and removed after a fresh login alone: `api/authorization/passkeys.test.ts` tries those of others. */
const withId = guarded.filter(({ path, operation }) => path.includes('{') && operation.operationId !== 'removeMyPasskey');

/** What ids are called in bodies and queries, where it is another name than in paths. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  into: ['patientId'],
  basedOn: ['rulesetId'],
  contraindicationCheckId: ['checkId'],
  // Where stock is kept, and where people are seen.
  locationId: ['stockLocationId', 'locationId'],
  photoIds: ['photoId'],
  baselinePhotoIds: ['photoId'],
  products: ['productId'],
};

const listNames = (path: string): string[] => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!);
/** Every parameter of every path; the others of the path are of this clinic. */
const places = withId.flatMap((route) => {
  const names = listNames(route.path);
  return names.map((name) => [names.length > 1 ? `${route.operation.operationId}, {${name}}` : route.operation.operationId, { ...route, name }] as const);
});
const withSeveral = withId.filter(({ path, operation }) => listNames(path).length > 1 && operation.operationId !== 'getCode');

/** The path with these ids; an id below another is below the one that it belongs to. */
const fillPath = (path: string, ids: Readonly<Record<string, string>>, changed: Readonly<Record<string, string>>): string => {
  const parents: Record<string, string> = path.includes('{overrideId}') ? { checkId: ids['overriddenCheckId']! } : {};
  const all: Record<string, string> = { ...ids, ...parents, ...changed };
  return path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => all[name]!);
};

const isUuid = (text: string): boolean => text.length === 36;
const isId = ({ schema, isReadOnly }: Place): boolean => schema.format === 'uuid' && !isReadOnly;
const withIdsInBody = [...new Map(examples.filter(({ type }) => type !== FORM).map((example) => [example.operation.operationId, example])).values()].filter(
  (example) => placesOf(bodySchema(example)).some(isId),
);

interface Parameter {
  in: string;
  name: string;
  schema?: { format?: string; items?: { format?: string } };
}
const withIdsInQuery = guarded.flatMap(({ path, operation }) =>
  (operation.parameters as Parameter[])
    .filter(({ in: place, schema }) => place === 'query' && (schema?.format ?? schema?.items?.format) === 'uuid')
    .map(({ name }) => ({ path, operation, name })),
);

const ANY_ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|\b[\da-f]{32}\b/g;
const ANY_INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** An answer without what every answer has of its own: its ids, its instants. */
/** A cursor is encrypted anew each time. */
const ANY_CURSOR = /"nextCursor":"[\w-]+"/;

const comparable = ({ status, headers, body }: Response, id: string): unknown => {
  const { date: _date, 'x-request-id': _request, 'content-length': _length, ...lasting } = headers as Record<string, string>;
  const text = JSON.stringify(body ?? null).replaceAll(id, 'ID');
  return { status, headers: lasting, body: text.replaceAll(ANY_ID, 'ID').replaceAll(ANY_INSTANT, 'INSTANT').replace(ANY_CURSOR, '"nextCursor":"CURSOR"') };
};

describe('an id of another clinic', () => {
  let app: TestApp;
  let victim: TestClinic;
  let attacker: TestClinic;
  let theirs: Record<string, string>;
  let ours: Record<string, string>;
  let before: unknown;

  beforeAll(async () => {
    app = await startApp();
    victim = await app.clinic();
    attacker = await app.clinic();
    theirs = await idsOf(victim);
    ours = await idsOf(attacker);
    before = await contentsOf(app, victim);
  });
  afterAll(async () => {
    expect(await contentsOf(app, victim)).toEqual(before);
    await app.stop();
  });

  const attackerFor = (operation: Operation): Caller => attacker.as(roles.find((role) => listPermissionsOfRole(role).has(permissionOf(operation)))!);
  const countAudit = async (clinic: TestClinic): Promise<number> =>
    Number((await app.sql<{ count: string }>('SELECT count(*) FROM audit_events', [], clinic.id))[0]!.count);
  const auditAfter = (clinic: TestClinic, entries: number): Promise<Record<string, unknown>[]> =>
    app.sql('SELECT actor_id, action, patient_id, resource_id, outcome, status FROM audit_events ORDER BY id OFFSET $1', [entries], clinic.id);

  const send = async ({ method, operation }: (typeof withId)[number], url: string): Promise<Response> => {
    const caller = attackerFor(operation);
    const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
    const sent = Object.values(media?.examples ?? {})[0]?.value ?? {};
    if (type === FORM) return caller.sendForm(method as 'post' | 'put', url, await filesOf(sent as Record<string, unknown>), { ifMatch: 1 });
    return method === 'get' ? caller.get(url + requiredQuery(operation)) : caller.send(method, url, sent, { ifMatch: 1 });
  };

  it.each(places)('in the path of %s is answered like one that does not exist, and a malformed one too', async (_place, { name, ...route }) => {
    const ask = async (id: string) => {
      const [audited, audit] = [await countAudit(attacker), await countAudit(victim)];
      const response = await send(route, fillPath(route.path, ours, { [name]: id }));
      const entries = (await auditAfter(attacker, audited)).map(({ resource_id, ...entry }) => ({
        ...entry,
        patient_id: entry['patient_id'] === id ? 'ID' : entry['patient_id'],
        resource_id: isUuid(id) && resource_id === id ? 'ID' : null,
      }));
      expect(await countAudit(victim)).toBe(audit);
      return { answer: comparable(response, id), status: response.status, entries };
    };
    expect([name, theirs[name] !== undefined]).toEqual([name, true]);
    const [foreign, absent, malformed] = [await ask(theirs[name]!), await ask(ABSENT), await ask('not-an-id')];
    const of = isUuid(theirs[name]!) ? 'ID' : null;
    expect(foreign).toEqual({ ...absent, status: 404, entries: absent.entries.map((entry) => ({ ...entry, resource_id: entry.resource_id && of })) });
    expect(malformed.status).toBe(404);
  });

  it.each(withSeveral.map((route) => [route.operation.operationId, route] as const))(
    'is not what the paths of %s are refused for when all of them are of this clinic',
    async (_operationId, route) => {
      expect((await send(route, fillPath(route.path, ours, {}))).status).not.toBe(404);
      const allTheirs = await send(route, fillPath(route.path, theirs, {}));
      const nobodys = await send(route, fillPath(route.path, {}, Object.fromEntries(listNames(route.path).map((name) => [name, ABSENT]))));
      expect([allTheirs.status, comparable(allTheirs, 'none')]).toEqual([404, comparable(nobodys, 'none')]);
    },
  );

  const candidates = (name: string): string[] => {
    const called = kinds[name] ?? [/By$|^staffId$|^assistedBy|^members/.test(name) ? 'staffId' : name];
    const known = called.flatMap((kind) => theirs[kind] ?? []);
    return known.length > 0 ? known : Object.values(theirs).filter(isUuid);
  };

  it.each(withIdsInQuery.map((item) => [`${item.operation.operationId}?${item.name}`, item] as const))(
    'in the query %s is answered like one that does not exist',
    async (_name, { path, operation, name }) => {
      const url = path.replaceAll(/\{([^}]+)\}/g, (_whole, parameter: string) => ours[parameter]!);
      const needed = requiredQuery(operation);
      const ask = (id: string) => attackerFor(operation).get(`${url}${needed === '' ? '?' : `${needed}&`}${name}=${id}`);
      for (const id of candidates(name)) expect(comparable(await ask(id), id)).toEqual(comparable(await ask(ABSENT), ABSENT));
    },
  );

  it.each(withIdsInBody.map((example) => [example.operation.operationId, example] as const))(
    'in the body of %s is answered like one that does not exist',
    async (operationId, example: Example) => {
      const stage = await setStage(attacker, operationId);
      const shown = { ...example.value, ...stage.ids } as Json;
      for (const { path } of placesOf(bodySchema(example)).filter(isId)) {
        const name = path.filter((part) => part !== '0').at(-1)!;
        for (const id of candidates(name)) {
          const ask = (value: string) => sendTo(attacker, example, stage, withValue(shown, path, value));
          const [foreign, absent] = [await ask(id), await ask(ABSENT)];
          expect([path, comparable(foreign, id)]).toEqual([path, comparable(absent, ABSENT)]);
          expect([path, foreign.status >= 400]).toEqual([path, true]);
        }
      }
    },
  );
});
