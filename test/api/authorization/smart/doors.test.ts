/** What the FHIR interface is told of a caller by the guard of every route, and by whom it is entered: the guard itself, with real tokens. */
import type { ExecutionContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { ConsultationsController } from '../../../../src/consultations/consultations.controller.js';
import { Failure } from '../../../../src/kernel/failure.js';
import { AccessGuard } from '../../../../src/platform/access/access.guard.js';
import type { Principal } from '../../../../src/platform/access/principal.js';
import { decideFhirAccess } from '../../../../src/platform/access/smart/fhir-policy.js';
import { runInContext, type RequestContext } from '../../../../src/platform/context.js';
import type { TestApp, TestClinic } from '../../../support/app.js';
import { aFrontEnd, aBackend, discover, emailOf, givePasswords, logInAs, startListening } from '../../../support/log-in.js';

const BACK = 'https://app.clinic.example/back';

describe('the guard', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;
  let clientId: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic, ['dermatologist', 'receptionist']);
    clientId = 'smart-doors';
    const sent = { clientId, name: 'Doors', kind: 'public', scopes: ['user/*.cruds', 'patient/*.rs'], redirectUris: [BACK] };
    expect((await clinic.as('admin').post('/v1/integration-clients', sent)).status).toBe(201);
    config = await discover(url, clientId);
  });
  afterAll(() => app.stop());

  /** The guard before a route that needs the permission consultation.read. */
  const enter = async (path: string, token: string): Promise<Principal | string> => {
    const request = { url: path, method: 'GET', headers: { authorization: `Bearer ${token}` }, ip: '127.0.0.1' };
    const reply = { header: () => reply };
    const execution = {
      // eslint-disable-next-line @typescript-eslint/unbound-method -- the guard reads what is declared of it, and never calls it
      getHandler: () => ConsultationsController.prototype.getConsultation,
      getClass: () => ConsultationsController,
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
    } as unknown as ExecutionContext;
    const context = { requestId: '', traceId: '', sourceAddress: '127.0.0.1', principal: null, clinicId: null, unit: null } as unknown as RequestContext;
    try {
      await runInContext(context, () => app.inside(AccessGuard).canActivate(execution));
      return context.principal!;
    } catch (error) {
      if (error instanceof Failure) return error.problem;
      throw error;
    }
  };
  const fhirToken = async (role: 'dermatologist' | 'receptionist', scope: string): Promise<string> =>
    (await logInAs(config, emailOf(clinic, role), { scope, aud: `${url}/fhir/R4` })).tokens.access_token;

  it('lets a token of the FHIR interface in there alone, and tokens of the API and of operators everywhere else', async () => {
    const ofFhir = await fhirToken('dermatologist', 'user/Observation.rs');
    const frontEnd = await discover(url, await aFrontEnd(app, clinic));
    const ofApi = (await logInAs(frontEnd, emailOf(clinic, 'dermatologist'))).tokens.access_token;
    const ofOperator = clinic.as('dermatologist').token!;
    for (const path of ['/fhir/R4', '/fhir/R4/Observation', '/fhir/R4?_type=Observation']) {
      expect([path, typeof (await enter(path, ofFhir)), await enter(path, ofApi), await enter(path, ofOperator)]).toEqual([
        path,
        'object',
        'unauthenticated',
        'unauthenticated',
      ]);
    }
    for (const path of ['/v1/consultations/1', '/fhir/R40/Observation', '/fhir/R5/Observation', '/v1/fhir/R4/', '/fhir']) {
      expect([path, await enter(path, ofFhir), typeof (await enter(path, ofApi)), typeof (await enter(path, ofOperator))]).toEqual([
        path,
        'unauthenticated',
        'object',
        'object',
      ]);
    }
  });

  it('says what the token allows: the role, narrowed by the scopes', async () => {
    const principal = (await enter('/fhir/R4/Observation', await fhirToken('dermatologist', 'user/Observation.rs?category=laboratory'))) as Principal;
    expect([...principal.permissions]).toEqual(['consultation.read']);
    expect(decideFhirAccess(principal.fhir!, 'Observation', 'search')).toEqual({
      ways: [{ patientId: null, filters: [{ name: 'category', value: 'laboratory' }] }],
    });
    expect(decideFhirAccess(principal.fhir!, 'Observation', 'create')).toEqual({ refusal: 'insufficient-scope' });
    expect(decideFhirAccess(principal.fhir!, 'Condition', 'read')).toEqual({ refusal: 'insufficient-scope' });
  });

  it('lets no clinical content out to a receptionist, whatever was asked for', async () => {
    expect(await enter('/fhir/R4/Observation', await fhirToken('receptionist', 'user/*.cruds user/Observation.rs'))).toBe('forbidden');
  });

  it('forgets at once what the client has no more on record', async () => {
    const token = await fhirToken('dermatologist', 'user/Observation.rs');
    expect(typeof (await enter('/fhir/R4/Observation', token))).toBe('object');
    const { body } = await clinic.as('admin').get('/v1/integration-clients?limit=200');
    const { id, version } = (body.items as { id: string; clientId: string; version: number }[]).find((item) => item.clientId === clientId)!;
    const change = (scopes: string[], ifMatch: number) => clinic.as('admin').patch(`/v1/integration-clients/${id}`, { scopes }, { ifMatch });
    expect((await change(['user/Patient.rs'], version)).status).toBe(200);
    expect(await enter('/fhir/R4/Observation', token)).toBe('forbidden');
    expect((await change(['user/*.cruds', 'patient/*.rs'], version + 1)).status).toBe(200);
  });

  it('gives a client with scopes of the API alone nothing there', async () => {
    const { clientId: backend, secret } = await aBackend(app, clinic, ['patient.read', 'consultation.read']);
    const tokens = await client.clientCredentialsGrant(await discover(url, backend, client.ClientSecretPost(secret)));
    expect(await enter('/fhir/R4/Observation', tokens.access_token)).toBe('unauthenticated');
  });
});
