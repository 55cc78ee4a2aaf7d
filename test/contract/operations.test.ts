import { hospitalSettings } from '../support/registered-provider.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listPermissionsOfRole, listPermissionsOfScopes, roles, scopes } from '../../src/platform/access/policy.js';
import { startApp, type Caller, type Method, type TestApp, type TestClinic } from '../support/app.js';
import {
  activePlan,
  dismiss,
  prepareUnread,
  consentToPhotographs,
  consentToPublication,
  photographOf,
  publicationFields,
  stocked,
} from '../support/journey.js';
import { operations, permissionOf, requiredQuery } from '../support/openapi-validator.js';
import { callerFor, filesOf, FORM } from '../support/stages.js';

const ABSENT = '01936f00-0000-7000-8000-00000000dead';
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
    ...['plan.*', 'protocol.*', 'session.write', 'product.*', 'stock.write', 'lot.*', 'price-list.*', 'estimate.*', 'care-instructions.*', 'figures.read'],
  ),
  technician: only(
    ...['me', 'clinic', 'staff', 'patient', 'consultation', 'plan', 'check', 'formulary', 'protocol', 'product', 'price-list', 'care-instructions'].map(
      (text) => `${text}.read`,
    ),
    ...['me.write', 'consent.*', 'photo.*', 'check.run', 'session.write'],
  ),
  receptionist: only('me.*', 'clinic.read', 'staff.read', 'price-list.read', 'patient.read', 'patient.write', 'estimate.*'),
  auditor: only('me.*', 'clinic.read', 'audit.read'),
};

describe('every operation of the OpenAPI document', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let other: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    other = await app.clinic();
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

  it('refuses whoever has no token', async () => {
    for (const { path, method } of guarded) {
      const response = await call(app.nobody, method, path);
      expect([method, path, response.status]).toEqual([method, path, 401]);
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

  it('answers an id of another clinic like one that does not exist, and a malformed one too', async () => {
    const { planId, prepared, sessionIds } = await activePlan(clinic);
    const consent = (await clinic.as('dermatologist').get(`/v1/patients/${prepared.patientId}/consents`)).body.items[0].id as string;
    const test = (await clinic.as('dermatologist').get(`/v1/patients/${prepared.patientId}/blood-tests`)).body.items[0].id as string;
    const ruleset = (await clinic.as('dermatologist').get('/v1/contraindication-rulesets')).body.items[0].id as string;
    const draft = (await clinic.as('admin').post('/v1/contraindication-rulesets', { basedOn: ruleset })).body.id as string;
    const job = (await clinic.as('dermatologist').post(`/v1/contraindication-rulesets/${draft}/publish`, { reason: 'Agreed' }, { ifMatch: 1 })).body
      .jobId as string;
    const listed = async (list: string, entry: object) =>
      (await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/${list}`, entry)).body.id as string;
    const client = await clinic.asClient(['patient.read']);
    const graded = { scale: 'ludwig', assessedAt: '2026-01-20T10:30:00+05:30', assessor: 'clinician', grade: 'I' };
    const scale = (await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/scales`, graded)).body.id as string;
    await consentToPhotographs(clinic, prepared.patientId);
    const photo = (await photographOf(clinic, prepared.patientId)).body.id as string;
    await consentToPublication(clinic, prepared.patientId);
    const publication = (await clinic.as('dermatologist').post(`/v1/photos/${photo}/publications`, publicationFields)).body.id as string;
    const rated = { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: '2026-01-20T10:30:00+05:30' };
    const rating = (await clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/ratings`, rated)).body.id as string;
    const allowed = { name: 'For one', scopes: ['patient.read'], maxRegistrations: 1, validForDays: 1 };
    const { body: registration } = await clinic.as('admin').post('/v1/client-registration-tokens', allowed);
    const { body: identityProvider } = await clinic.as('admin').post('/v1/identity-providers', { ...hospitalSettings, clinicValue: clinic.id });
    const { body: taught } = await clinic.as('dermatologist').post('/v1/formulary-entries', {
      kind: 'substance',
      name: 'Examplin',
      codes: [{ system: 'atc', code: 'B01AC06' }],
    });
    const { body: imported } = await clinic.as('admin').sendForm('post', '/v1/formulary-entries/import', await filesOf({ file: 'names.csv' }));
    const stock = await stocked(clinic);
    const session = `/v1/treatment-sessions/${sessionIds[1]}`;
    await clinic.as('dermatologist').post(`${session}/start`, {}, { ifMatch: 1 });
    const seen = { type: 'swelling', grade: 1, onsetAt: new Date().toISOString() };
    const adverseEvent = (await clinic.as('dermatologist').post(`${session}/adverse-events`, seen)).body.id as string;
    const dismissal = (await dismiss(clinic, await prepareUnread(clinic))).body.id as string;
    const estimate = (await clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/estimates`, {})).body.id as string;
    await clinic.as('dermatologist').post(`/v1/estimates/${estimate}/accept`, { acceptorName: 'Asha Testperson' });
    const charged = { lines: [{ kind: 'other', description: 'A visit', quantity: 1, unitPrice: { amount: '1.00', currency: 'INR' } }], reason: 'Ended early' };
    const bill = (await clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/bills`, charged)).body.id as string;
    const ids: Record<string, string> = {
      dismissalId: dismissal,
      patientId: prepared.patientId,
      consultationId: prepared.consultationId,
      checkId: prepared.checkId,
      rulesetId: ruleset,
      jobId: job,
      planId,
      sessionId: sessionIds[0]!,
      adverseEventId: adverseEvent,
      consentId: consent,
      scaleId: scale,
      bloodTestId: test,
      conditionId: await listed('conditions', { text: 'Thinning' }),
      allergyId: await listed('allergies', { substance: { text: 'latex' } }),
      medicationId: await listed('medications', { name: 'Biotin' }),
      procedureId: await listed('procedures', { text: 'Transplant' }),
      photoId: photo,
      publicationId: publication,
      ratingId: rating,
      estimateId: estimate,
      billId: bill,
      productId: stock.productId,
      lotId: stock.lotId,
      stockLocationId: stock.locationId,
      protocolId: (await clinic.as('dermatologist').get('/v1/treatment-protocols')).body.items[0].id as string,
      entryId: taught.id as string,
      importId: imported.importId as string,
      staffId: clinic.staff.technician,
      integrationClientId: client.id,
      registrationTokenId: registration.id as string,
      identityProviderId: identityProvider.id as string,
      // A code that no clinic has: the second parameter stays as the path has it.
      system: 'icd-10',
      // A treatment that no clinic offers: of one that is offered each clinic has rules of its own.
      treatment: 'hair-transplant',
    };
    // A passkey is one's own, and removed after a fresh login alone: `api/authorization/passkeys.test.ts` tries those of others.
    const withId = guarded.filter(({ path, operation }) => path.includes('{') && operation.operationId !== 'removeMyPasskey');
    expect(withId.length).toBeGreaterThan(30);
    for (const { path, method, operation } of withId) {
      const name = /\{([^}]+)\}/.exec(path)![1]!;
      const permission = permissionOf(operation);
      const caller = other.as(roles.find((role) => listPermissionsOfRole(role).has(permission))!);
      const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
      const sent = Object.values(media?.examples ?? {})[0]?.value ?? {};
      const form = type === FORM ? await filesOf(sent as Record<string, unknown>) : null;
      const ask = (id: string) => {
        const url = path.replace(`{${name}}`, id);
        if (form) return caller.sendForm(method as 'post' | 'put', url, form, { ifMatch: 1 });
        return method === 'get' ? caller.get(url + requiredQuery(operation)) : caller.send(method, url, sent, { ifMatch: 1 });
      };
      expect([name, ids[name] !== undefined]).toEqual([name, true]);
      const [foreign, absent, malformed] = [await ask(ids[name]!), await ask(ABSENT), await ask('not-an-id')];
      const { traceId: _one, instance: _first, ...foreignBody } = foreign.body;
      const { traceId: _two, instance: _second, ...absentBody } = absent.body;
      expect([method, path, foreign.status, foreignBody]).toEqual([method, path, 404, absentBody]);
      expect([method, path, malformed.status]).toEqual([method, path, 404]);
    }
  });
});
