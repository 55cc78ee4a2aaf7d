/** SMART App Launch by unmodified fhirclient: opened by an EHR, opened by itself, refreshed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApp, TestClinic } from '../../../support/app.js';
import type { Role } from '../../../../src/platform/access/policy.js';
import { Browser, emailOf, givePasswords, startListening } from '../../../support/log-in.js';
import { SmartApp } from '../../../support/smart-app.js';

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

describe('a SMART application', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let other: TestClinic;
  let application: SmartApp;
  let iss: string;
  let made = 0;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    iss = `${url}/fhir/R4`;
    clinic = await app.clinic({ name: 'Own Clinic' });
    other = await app.clinic();
    await givePasswords(app, clinic, ['dermatologist', 'receptionist', 'admin', 'technician']);
    application = await SmartApp.start();
  });
  afterAll(async () => {
    await application.stop();
    await app.stop();
  });

  const registerApp = async (scopes: string[], settings: object = {}, of = clinic): Promise<{ clientId: string; clientSecret: string | null }> => {
    const sent = {
      clientId: `smart-${process.pid}-${++made}`,
      name: 'Growth Curves',
      kind: 'public',
      scopes,
      redirectUris: [application.back],
      launchUrl: `${application.url}/launch`,
      ...settings,
    };
    const { status, body } = await of.as('admin').post('/v1/integration-clients', sent);
    expect([status, body.launchUrl]).toEqual([201, `${application.url}/launch`]);
    return { clientId: sent.clientId, clientSecret: body.clientSecret as string | null };
  };
  const aPatient = async (given: string, of = clinic): Promise<string> => {
    const { body } = await of
      .as('dermatologist')
      .post('/v1/patients', { names: [{ given: [given], family: 'Testperson' }], birthDate: '1991-02-03', sexAtBirth: 'female' });
    return body.id as string;
  };
  const openBy = (clientId: string, patientId: string, more: object = {}, of = clinic, role: Role = 'dermatologist') =>
    of.as(role).post('/v1/launch-contexts', { clientId, patientId, ...more });

  /** Logs in, and agrees to what is asked. */
  const logIn = async (location: string, role: Role = 'dermatologist', refuse: string[] = []): Promise<string> => {
    const browser = new Browser();
    await browser.open(location);
    await browser.logIn(emailOf(clinic, role));
    for (const text of refuse) browser.untick(text);
    return browser.submit('/consent');
  };
  /** Logs in, chooses the patient whose name is searched for, and agrees. */
  const logInAndChoose = async (location: string, query: string, patientId: string): Promise<string> => {
    const browser = new Browser();
    await browser.open(location);
    await browser.logIn(emailOf(clinic, 'dermatologist'));
    await browser.submit('/patients', { query });
    await browser.submit('/patient', { patient: patientId });
    return browser.submit('/consent');
  };
  const errorOf = (address: string): (string | null)[] => {
    const { searchParams } = new URL(address);
    return [searchParams.get('error'), searchParams.get('error_description')];
  };
  const logInto = async (clientId: string, scope: string, patientId: string, role: Role = 'dermatologist', refuse: string[] = []) => {
    const { body } = await openBy(clientId, patientId, {}, clinic, role);
    const back = await logIn(await application.open({ clientId, scope }, { iss: body.iss as string, launch: body.launch as string }), role, refuse);
    return application.comeBack(back);
  };

  describe('that an EHR opens', () => {
    it('gets the patient and the consultation, an id token that names the person, and refreshes without losing them', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const patientId = await aPatient('Asha');
      const consultation = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, { startedAt: new Date().toISOString() });
      const consultationId = consultation.body.id as string;
      const { status, body } = await openBy(clientId, patientId, { consultationId });
      expect([status, body.iss, body.launchUrl, body.consultationId]).toEqual([201, iss, `${application.url}/launch`, consultationId]);
      const scope = 'openid fhirUser launch offline_access patient/Observation.rs patient/Patient.read';
      const location = await application.open({ clientId, scope }, { iss: body.iss as string, launch: body.launch as string });
      expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({ aud: iss, launch: body.launch, code_challenge_method: 'S256' });
      const client = await application.comeBack(await logIn(location));
      expect([client.patient.id, client.encounter.id, client.user.resourceType, client.user.id]).toEqual([
        patientId,
        consultationId,
        'Practitioner',
        clinic.staff.dermatologist,
      ]);
      const first = client.state.tokenResponse;
      expect([first.need_patient_banner, first.scope.split(' ').sort()]).toEqual([true, scope.split(' ').sort()]);
      expect(claimsOf(first.id_token!)).toMatchObject({ aud: clientId, fhirUser: `${iss}/Practitioner/${clinic.staff.dermatologist}` });
      expect(claimsOf(first.access_token)).toMatchObject({ aud: iss, sub: clinic.staff.dermatologist, client_id: clientId, scope: first.scope });
      const { tokenResponse: second } = await client.refresh();
      expect([second.access_token === first.access_token, second.patient, second.encounter, second.scope]).toEqual([
        false,
        patientId,
        consultationId,
        first.scope,
      ]);
      const { tokenResponse: third } = await client.refresh();
      expect(third.patient).toBe(patientId);
    });

    it('can use the launch once', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const { body } = await openBy(clientId, await aPatient('Once'));
      const open = () => application.open({ clientId, scope: 'launch patient/*.rs' }, { iss, launch: body.launch as string });
      const early = new Browser();
      await early.open(await open());
      await early.logIn(emailOf(clinic, 'dermatologist'));
      await application.comeBack(await logIn(await open()));
      expect(errorOf(await early.submit('/consent'))).toEqual([
        'invalid_request',
        'launch was used, has expired, or was made for another person: open the application again',
      ]);
      expect(errorOf(await new Browser().open(await open()))).toEqual([
        'invalid_request',
        'launch is unknown here, was used, has expired, or was made for another application',
      ]);
    });

    it('cannot use a launch of another application, of another clinic, of another person, one that nobody made, or one that has expired', async () => {
      const [one, two] = [await registerApp(['patient/*.rs']), await registerApp(['patient/*.rs'])];
      const patientId = await aPatient('Nobody');
      const open = async ({ clientId }: { clientId: string }, launch: string) =>
        new Browser().open(await application.open({ clientId, scope: 'launch patient/*.rs' }, { iss, launch }));
      const launch = async (): Promise<string> => (await openBy(one.clientId, patientId)).body.launch as string;
      const foreign = await registerApp(['patient/*.rs'], {}, other);
      const { body: elsewhere } = await openBy(foreign.clientId, await aPatient('Elsewhere', other), {}, other);
      const old = await launch();
      await app.owner.query(
        `UPDATE launch_contexts SET expires_at = now() - interval '1 second' WHERE integration_client_id =
        (SELECT id FROM integration_clients WHERE client_id = $1)`,
        [one.clientId],
      );
      for (const address of [await open(two, await launch()), await open(one, elsewhere.launch as string), await open(one, 'made-up'), await open(one, old)]) {
        expect(errorOf(address)[0]).toBe('invalid_request');
      }
      const of = await application.open({ clientId: one.clientId, scope: 'launch patient/*.rs' }, { iss, launch: await launch() });
      expect(errorOf(await logIn(of, 'technician'))[0]).toBe('invalid_request');
    });

    it('is not opened with a patient of another clinic, or a merged one; one who has died can be read of', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      expect((await openBy(clientId, await aPatient('Foreign', other))).status).toBe(404);
      const [merged, survivor] = [await aPatient('Twice'), await aPatient('Twicer')];
      const merge = await clinic.as('dermatologist').post(`/v1/patients/${merged}/merge`, { into: survivor, reason: 'The same person' }, { ifMatch: 1 });
      expect([merge.status, (await openBy(clientId, merged)).body.mergedInto]).toEqual([200, survivor]);
      const dead = await aPatient('Dead');
      await clinic.as('dermatologist').patch(`/v1/patients/${dead}`, { status: 'deceased' }, { ifMatch: 1 });
      expect((await logInto(clientId, 'launch patient/*.rs', dead)).patient.id).toBe(dead);
    });

    it('follows a patient who is merged while it is open', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const [merged, survivor] = [await aPatient('Before'), await aPatient('After')];
      const client = await logInto(clientId, 'launch online_access patient/*.rs', merged);
      expect(client.patient.id).toBe(merged);
      expect(
        (await clinic.as('dermatologist').post(`/v1/patients/${merged}/merge`, { into: survivor, reason: 'The same person' }, { ifMatch: 1 })).status,
      ).toBe(200);
      expect((await client.refresh()).tokenResponse.patient).toBe(survivor);
    });

    it('that a system opens, for whoever logs in', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const patientId = await aPatient('System');
      const ehr = await clinic.asClient(['patient.read']);
      const { status, body } = await ehr.post('/v1/launch-contexts', { clientId, patientId });
      expect(status).toBe(201);
      const location = await application.open({ clientId, scope: 'launch patient/*.rs' }, { iss, launch: body.launch as string });
      expect((await application.comeBack(await logIn(location, 'technician'))).patient.id).toBe(patientId);
    });
  });

  describe('that is opened by itself', () => {
    it('has the person choose the patient, by a misspelt name, and the audit trail says so', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const patientId = await aPatient('Kaveri');
      const location = await application.open({ clientId, scope: 'launch/patient openid fhirUser patient/*.rs', iss });
      const client = await application.comeBack(await logInAndChoose(location, 'kavery', patientId));
      expect([client.patient.id, client.encounter.id]).toEqual([patientId, null]);
      const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}`);
      expect((body.items as { action: string; actor: { id: string } }[]).map(({ action, actor }) => [action, actor.id]).slice(0, 2)).toEqual([
        ['launch.choose-patient', clinic.staff.dermatologist],
        ['patient.search', clinic.staff.dermatologist],
      ]);
    });

    it('does not get a patient who is not the clinic’s, is merged, or is none', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const [merged, survivor, foreign] = [await aPatient('Gone'), await aPatient('Goner'), await aPatient('Foreigner', other)];
      await clinic.as('dermatologist').post(`/v1/patients/${merged}/merge`, { into: survivor, reason: 'The same person' }, { ifMatch: 1 });
      const browser = new Browser();
      await browser.open(await application.open({ clientId, scope: 'launch/patient patient/*.rs', iss }));
      await browser.logIn(emailOf(clinic, 'dermatologist'));
      await browser.submit('/patients', { query: 'foreigner' });
      expect([browser.status, browser.page.includes('Nobody was found'), browser.page.includes(foreign)]).toEqual([200, true, false]);
      await browser.submit('/patients', { query: ' ' });
      expect(browser.status).toBe(400);
      await browser.submit('/patients', { query: 'goner' });
      for (const patient of [foreign, merged, 'none', '01936f00-0000-7000-8000-00000000dead']) {
        const { page } = browser;
        await browser.submit('/patient', { patient });
        expect([patient, browser.status, browser.page.includes('This patient cannot be chosen')]).toEqual([patient, 400, true]);
        browser.page = page;
      }
      await browser.submit('/patient', { patient: survivor });
      expect((await application.comeBack(await browser.submit('/consent'))).patient.id).toBe(survivor);
    });

    it('is told where the person may see no patients', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const browser = new Browser();
      await browser.open(await application.open({ clientId, scope: 'launch/patient patient/*.rs', iss }));
      expect(errorOf(await browser.logIn(emailOf(clinic, 'admin')))).toEqual(['access_denied', 'the person may see no patients']);
    });

    it('keeps its patient when it is opened with another one beside', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const [one, two] = [await aPatient('First'), await aPatient('Second')];
      const scope = 'launch/patient offline_access patient/*.rs';
      const browser = new Browser();
      const open = async (patient: string) => {
        await browser.open(await application.open({ clientId, scope, iss }));
        if (browser.page.includes('/log-in"')) await browser.logIn(emailOf(clinic, 'dermatologist'));
        await browser.submit('/patients', { query: 'testperson' });
        await browser.submit('/patient', { patient });
        return application.comeBack(await browser.submit('/consent'));
      };
      const first = await open(one);
      const second = await open(two);
      expect([(await first.refresh()).tokenResponse.patient, (await second.refresh()).tokenResponse.patient]).toEqual([one, two]);
    });
  });

  describe('gets no more', () => {
    it('than the person leaves, and the answer says what that is', async () => {
      const { clientId } = await registerApp(['patient/*.rs', 'patient/Observation.rs?category=laboratory']);
      const scope =
        'launch openid offline_access patient/Patient.rs patient/Condition.rs patient/Observation.rs?category=laboratory patient/Observation.rs?category=vital-signs';
      const patientId = await aPatient('Less');
      const { body } = await openBy(clientId, patientId);
      const browser = new Browser();
      await browser.open(await application.open({ clientId, scope }, { iss, launch: body.launch as string }));
      await browser.logIn(emailOf(clinic, 'dermatologist'));
      expect(browser.boxes).toEqual([
        'go on while you are not there, for up to two weeks',
        'read names, birth date, addresses and telephone numbers: of the one patient who is open',
        'read illnesses: of the one patient who is open',
        'read findings, measurements and laboratory values: of the one patient who is open, only where category = laboratory',
        'read findings, measurements and laboratory values: of the one patient who is open, only where category = vital-signs',
      ]);
      for (const text of [browser.boxes[0]!, browser.boxes[2]!, browser.boxes[4]!]) browser.untick(text);
      const { state } = await application.comeBack(await browser.submit('/consent'));
      expect([state.tokenResponse.scope, state.tokenResponse.refresh_token]).toEqual([
        'launch openid patient/Patient.rs patient/Observation.rs?category=laboratory',
        undefined,
      ]);
    });

    it('than the client has on record', async () => {
      const { clientId } = await registerApp(['patient/Observation.rs?category=laboratory', 'user/Patient.rs']);
      const scope =
        'launch online_access patient/*.cruds patient/Observation.rs patient/Observation.r?category=laboratory user/Patient.read user/Condition.rs system/*.rs patient.read clinic';
      const client = await logInto(clientId, scope, await aPatient('Record'));
      expect(client.state.tokenResponse.scope).toBe('launch online_access patient/Observation.r?category=laboratory user/Patient.read');
    });

    it('than the role of the person allows', async () => {
      const { clientId } = await registerApp(['patient/*.cruds', 'user/*.cruds']);
      const client = await logInto(clientId, 'launch user/Observation.rs patient/Condition.cruds user/Patient.rs', await aPatient('Role'), 'receptionist');
      expect(client.state.tokenResponse.scope).toBe('launch user/Patient.rs');
    });

    it('when it refreshes for less, and never more', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const client = await logInto(clientId, 'launch online_access patient/Patient.rs patient/Condition.rs', await aPatient('Fewer'));
      const refresh = async (scope: string) => {
        const fields = { grant_type: 'refresh_token', refresh_token: client.state.tokenResponse.refresh_token!, scope };
        const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
        return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { scope: string; error: string; refresh_token: string } };
      };
      expect((await refresh('patient/Patient.rs patient/Observation.rs')).body.error).toBe('invalid_scope');
      const less = await refresh('patient/Patient.rs');
      expect([less.status, less.body.scope, less.headers.get('cache-control'), less.headers.get('pragma')]).toEqual([
        200,
        'patient/Patient.rs',
        'no-store',
        'no-cache',
      ]);
    });

    it('with an aud that is not this server, or without one', async () => {
      const { clientId } = await registerApp(['patient/*.rs']);
      const location = new URL(await application.open({ clientId, scope: 'launch/patient patient/*.rs', iss }));
      const open = (aud: string | null) => {
        const asked = new URL(location);
        if (aud === null) asked.searchParams.delete('aud');
        else asked.searchParams.set('aud', aud);
        return new Browser().open(asked);
      };
      expect(errorOf(await open('https://evil.example/fhir'))).toEqual(['invalid_request', `aud must be the FHIR server of this authorization server, ${iss}`]);
      expect(errorOf(await open(null))).toEqual(['invalid_request', `aud is required: it names the FHIR server, ${iss}`]);
      const browser = new Browser();
      await browser.open(location);
      expect(browser.page).toContain('/log-in"');
      location.searchParams.set('aud', `${iss}/`);
      expect(await new Browser().open(location)).toContain('/oauth/interaction/');
      location.searchParams.set('aud', iss);
      location.searchParams.set('resource', url);
      expect(errorOf(await new Browser().open(location))[0]).toBe('invalid_target');
    });
  });

  it('may push its request before (PAR), with the right aud', async () => {
    const { clientId } = await registerApp(['patient/*.rs']);
    const patientId = await aPatient('Pushed');
    const location = new URL(await application.open({ clientId, scope: 'launch/patient openid patient/*.rs', iss }));
    const push = async (aud: string) => {
      const body = new URLSearchParams(location.searchParams);
      body.set('aud', aud);
      return (await (await fetch(`${url}/oauth/par`, { method: 'POST', body })).json()) as Record<string, string>;
    };
    expect((await push('https://evil.example/fhir')).error).toBe('invalid_request');
    const address = `${url}/oauth/authorize?${new URLSearchParams({ client_id: clientId, request_uri: (await push(iss)).request_uri! }).toString()}`;
    expect((await application.comeBack(await logInAndChoose(address, 'pushed', patientId))).patient.id).toBe(patientId);
  });

  it('with a secret does not refresh without it', async () => {
    const { clientId, clientSecret } = await registerApp(['patient/*.rs'], { kind: 'confidential' });
    const { body } = await openBy(clientId, await aPatient('Secret'));
    const options = { clientId, clientSecret, scope: 'launch online_access patient/*.rs' };
    const client = await application.comeBack(await logIn(await application.open(options, { iss, launch: body.launch as string })));
    const fields = { grant_type: 'refresh_token', refresh_token: client.state.tokenResponse.refresh_token! };
    const without = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
    expect([without.status, ((await without.json()) as { error: string }).error]).toEqual([400, 'invalid_request']);
    expect((await client.refresh()).tokenResponse.patient).toBe(client.patient.id);
  });

  it('is not let into the API with its token, and a token of the API does not open the FHIR interface', async () => {
    const { clientId } = await registerApp(['user/*.cruds']);
    const client = await logInto(clientId, 'launch user/*.cruds', await aPatient('Doors'));
    const { access_token: token } = client.state.tokenResponse;
    for (const path of ['/v1/me', '/v1/patients', '/v1/clinic']) {
      const refused = await app.bearer(token).get(path);
      expect([path, refused.status, refused.body.detail]).toEqual([path, 401, 'The access token is meant for another interface of this server.']);
    }
  });

  it('is told by introspection of its patient, its person and its scopes, and no more after it was revoked', async () => {
    const { clientId, clientSecret } = await registerApp(['patient/*.rs'], { kind: 'confidential' });
    const patientId = await aPatient('Introspected');
    const { body } = await openBy(clientId, patientId);
    const options = { clientId, clientSecret, scope: 'launch openid fhirUser patient/*.rs' };
    const client = await application.comeBack(await logIn(await application.open(options, { iss, launch: body.launch as string })));
    const { access_token: token } = client.state.tokenResponse;
    const ask = async (path: string) => {
      const fields = { token, client_id: clientId, client_secret: clientSecret! };
      const text = await (await fetch(`${url}/oauth/${path}`, { method: 'POST', body: new URLSearchParams(fields) })).text();
      return text === '' ? null : (JSON.parse(text) as object);
    };
    expect(await ask('introspect')).toMatchObject({
      active: true,
      aud: iss,
      patient: patientId,
      fhirUser: `${iss}/Practitioner/${clinic.staff.dermatologist}`,
      scope: 'launch openid fhirUser patient/*.rs',
      client_id: clientId,
    });
    expect(await ask('revoke')).toBeNull();
    expect(await ask('introspect')).toEqual({ active: false });
  });
});
