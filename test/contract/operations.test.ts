import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listPermissionsOfRole, listPermissionsOfScopes, roles, scopes } from '../../src/platform/access/policy.js';
import { startApp, type Caller, type Method, type TestApp, type TestClinic } from '../support/app.js';
import { ABSENT } from '../support/ids-of-clinic.js';
import { operations, permissionOf } from '../support/openapi-validator.js';
import { callerFor } from '../support/stages.js';

const guarded = operations.filter(({ operation }) => operation.security?.length);

/** What the contract's table (section 3) gives each role; written by hand, so that a change of the code's table shows. */
const only = (...permissions: string[]): RegExp =>
  new RegExp(`^(${permissions.map((permission) => permission.replaceAll('.', '\\.').replaceAll('*', '[\\w-]+')).join('|')})$`);
const contract: Record<string, RegExp> = {
  admin: only(
    ...['me', 'clinic', 'staff', 'client', 'ruleset', 'formulary', 'protocol', 'product', 'price-list', 'care-instructions'].flatMap((text) => [
      `${text}.read`,
      `${text}.write`,
    ]),
    'stock.write',
    'figures.read',
    'emergency-access.read',
    'emergency-access.review',
    'calendar.*',
    'work.read',
  ),
  dermatologist: only(
    ...[
      'me.*',
      'clinic.read',
      'staff.read',
      'ruleset.read',
      'ruleset.publish',
      'formulary.*',
      'patient.*',
      'record.*',
      'photo.*',
      'consent.*',
      'consultation.*',
      'check.*',
    ],
    'appointment-request.*',
    ...['plan.*', 'protocol.*', 'session.write', 'product.*', 'stock.write', 'lot.*', 'price-list.*', 'estimate.*', 'care-instructions.*', 'figures.read'],
    ...['restriction.*', 'care-team.*', 'emergency-access.open', 'schedule.*', 'calendar.read', 'chart.read', 'work.read', 'result.acknowledge'],
  ),
  technician: only(
    ...['me', 'clinic', 'staff', 'patient', 'consultation', 'plan', 'check', 'formulary', 'protocol', 'product', 'price-list', 'care-instructions'].map(
      (text) => `${text}.read`,
    ),
    ...['me.write', 'consent.*', 'photo.*', 'check.run', 'session.write'],
    ...['care-team.read', 'care-team.join', 'emergency-access.open', 'schedule.*', 'calendar.read', 'chart.read', 'work.read'],
  ),
  receptionist: only(
    'me.*',
    'clinic.read',
    'staff.read',
    'price-list.read',
    'patient.read',
    'patient.write',
    'estimate.*',
    'schedule.*',
    'appointment-request.*',
    'calendar.read',
    'work.read',
  ),
  auditor: only('me.*', 'clinic.read', 'audit.read', 'emergency-access.read'),
};

describe('every operation of the OpenAPI document', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const call = (caller: Caller, method: Method, path: string, id = ABSENT) => {
    const url = path.replaceAll(/\{[^}]+\}/g, id);
    return method === 'get' ? caller.get(url) : caller.send(method, url, {}, { ifMatch: 1 });
  };

  it('says what it is, who may call it, what it answers, and shows an example of its body', () => {
    const incomplete = operations.flatMap(({ path, method, operation }) => {
      const missing: string[] = [];
      if (!operation.operationId || !operation.summary || !operation.tags?.length || !operation.security) missing.push('a name, summary, tag or security');
      if (operation.security?.length && !operation['x-permission']) missing.push('its permission');
      for (const [status, response] of Object.entries(operation.responses)) {
        if (status !== '304' && status !== '204' && !Object.values(response.content ?? {})[0]?.schema) missing.push(`a schema for ${status}`);
      }
      for (const media of Object.values(operation.requestBody?.content ?? {})) if (!Object.keys(media.examples ?? {}).length) missing.push('an example');
      return missing.map((what) => `${method} ${path} lacks ${what}`);
    });
    expect(incomplete).toEqual([]);
    expect(operations.length).toBeGreaterThan(50);
  });

  it('shows an answer that a test got', () => {
    const silent = operations.filter(({ operation }) =>
      Object.entries(operation.responses).some(
        ([status, { content }]) => status.startsWith('2') && content?.['application/json'] && !content['application/json'].example,
      ),
    );
    expect(silent.map(({ operation }) => operation.operationId)).toEqual([]);
  });

  it('of a list says how to read it page by page', () => {
    const lists = operations.filter(({ operation }) => /Page(With\w+)?"/.test(JSON.stringify(operation.responses['200'] ?? {})));
    expect(lists.length).toBeGreaterThan(10);
    for (const { path, operation } of lists) {
      const optional = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query' && !parameter.required).map((parameter) => parameter.name);
      expect([path, optional]).toEqual([path, expect.arrayContaining(['limit', 'cursor', 'count'])]);
    }
  });

  it('takes no body for none, where the document says that it may be left out', async () => {
    const optional = operations.filter(({ operation }) => operation.requestBody?.required === false);
    expect(optional.length).toBeGreaterThan(5);
    for (const { path, method, operation } of optional) {
      const response = await callerFor(clinic, operation).send(method, path.replaceAll(/\{[^}]+\}/g, ABSENT), undefined, { ifMatch: 1 });
      expect([path, response.status]).toEqual([path, 404]);
    }
  });

  it.each(roles)('lets the role %s do what the contract’s table says, and nothing else', async (role) => {
    for (const { path, method, operation } of guarded) {
      const permission = permissionOf(operation);
      const response = await call(clinic.as(role), method, path);
      expect([method, path, response.status !== 403]).toEqual([method, path, contract[role]!.test(permission)]);
      expect([permission, listPermissionsOfRole(role).has(permission)]).toEqual([permission, contract[role]!.test(permission)]);
    }
  });

  it.each(scopes)('lets a client with the scope %s do exactly that', async (scope) => {
    const client = await clinic.asClient([scope]);
    const granted = listPermissionsOfScopes([scope]);
    for (const forbidden of [
      'consultation.sign',
      'check.override',
      'plan.propose',
      'ruleset.publish',
      'protocol.publish',
      'staff.write',
      'clinic.write',
    ] as const) {
      expect([forbidden, granted.has(forbidden)]).toEqual([forbidden, false]);
    }
    for (const { path, method, operation } of guarded) {
      const permission = permissionOf(operation);
      const response = await call(client, method, path);
      expect([method, path, response.status !== 403]).toEqual([method, path, granted.has(permission)]);
    }
  });
});
