import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan } from '../../support/journey.js';
import { Mailbox } from '../../support/mailbox.js';
import { askCareTeamOf, nameInCareTeam, openInEmergency, restrict } from '../../support/patient-access.js';

interface AuditEntry {
  action: string;
  outcome: string;
  patientId: string | null;
  emergencyAccessId: string | null;
}

describe('a restricted record', () => {
  let app: TestApp;
  let mailbox: Mailbox;
  let clinic: TestClinic;
  let patientId: string;
  let outsider: Caller;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    app = await startApp({ mail: { smtpUrl: mailbox.url, from: 'Hairline <no-reply@hairline.test>' } });
  });
  afterAll(async () => {
    await app.stop();
    await mailbox.close();
  });

  const register = async (more: object = {}): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Nalini Testperson' }], sexAtBirth: 'female', ...more })).body.id as string;

  const auditOf = async (person: Caller): Promise<AuditEntry[]> =>
    (await clinic.as('auditor').get(`/v1/audit-events?actorId=${person.id}&limit=200`)).body.items as AuditEntry[];

  beforeEach(async () => {
    clinic = await app.clinic();
    patientId = await register({ identifiers: [{ system: 'https://id.example', value: 'R-1' }], birthDate: '1991-04-03' });
    await restrict(clinic, patientId, {});
    outsider = await clinic.another('dermatologist');
  });

  it('is in no search, list or total, not by name, by identifier or by day of birth', async () => {
    const other = await register({ names: [{ text: 'Nalini Otherperson' }] });
    for (const query of ['', '?query=Nalini', '?birthDate=1991-04-03', '?identifier=https%3A%2F%2Fid.example%7CR-1']) {
      const { body } = await outsider.get(`/v1/patients${query}`);
      expect([query, JSON.stringify(body).includes(patientId)]).toEqual([query, false]);
    }
    const { body: counted } = await outsider.get('/v1/patients?count=true');
    expect([counted.total, counted.items.map(({ id }: { id: string }) => id)]).toEqual([1, [other]]);
    const { body: whole } = await clinic.as('dermatologist').get('/v1/patients?count=true');
    expect(whole.total).toBe(2);
  });

  it('is no possible duplicate for somebody to whom it is closed, and its identifier is taken', async () => {
    const typed = { names: [{ text: 'Nalini Testperson' }], sexAtBirth: 'female', birthDate: '1991-04-03' };
    expect((await outsider.post('/v1/patients', typed)).body.possibleDuplicates).toBeUndefined();
    const { status, text } = await outsider.post('/v1/patients', { ...typed, identifiers: [{ system: 'https://id.example', value: 'R-1' }] });
    expect([status, text.includes(patientId)]).toEqual([409, false]);
  });

  it('refuses a filter that names the patient, in place of an empty list', async () => {
    const { status, body } = await outsider.get(`/v1/consultations?patientId=${patientId}`);
    expect([status, body.type, body.allowed]).toEqual([403, '/problems/patient-closed', ['openEmergencyAccess']]);
  });

  it('audits the refusal, which says nothing of why', async () => {
    const { body } = await outsider.get(`/v1/patients/${patientId}`);
    expect(JSON.stringify(body)).not.toMatch(/Nalini|Asked for|confidential/);
    expect(await auditOf(outsider)).toContainEqual(expect.objectContaining({ action: 'patient.read', outcome: 'refused', patientId }));
  });

  it('does not answer again what was kept for a repeated request', async () => {
    const sent = { idempotencyKey: 'restricted-1' };
    const consultation = { startedAt: new Date().toISOString(), reason: 'Thinning' };
    await nameInCareTeam(clinic, patientId, outsider);
    expect((await outsider.post(`/v1/patients/${patientId}/consultations`, consultation, sent)).status).toBe(201);
    const { body: team } = await clinic.as('dermatologist').get(`/v1/patients/${patientId}/care-team`);
    const participants = (team.participants as { staffId: string }[]).filter(({ staffId }) => staffId !== outsider.id);
    await clinic.as('dermatologist').put(`/v1/patients/${patientId}/care-team`, { participants }, { ifMatch: team.version as number });
    expect((await outsider.post(`/v1/patients/${patientId}/consultations`, consultation, sent)).status).toBe(403);
  });

  it('does not answer 304 to somebody who read it before', async () => {
    await restrict(clinic, patientId, { kind: 'none' });
    const { headers } = await outsider.get(`/v1/patients/${patientId}`);
    await restrict(clinic, patientId, {});
    expect((await outsider.get(`/v1/patients/${patientId}`, { ifNoneMatch: headers.etag as string })).status).toBe(403);
  });

  it('stays restricted when it is merged, and when the merge is undone', async () => {
    const survivor = await register({ names: [{ text: 'Nalini Twice' }] });
    const dermatologist = clinic.as('dermatologist');
    const merged = await dermatologist.post(`/v1/patients/${patientId}/merge`, { into: survivor, reason: 'The same person' }, { ifMatch: 1 });
    expect([merged.status, (await outsider.get(`/v1/patients/${survivor}`)).status]).toEqual([200, 403]);
    const undone = await dermatologist.post(`/v1/patients/${patientId}/unmerge`, { reason: 'Two people' }, { ifMatch: 2 });
    expect([undone.status, (await outsider.get(`/v1/patients/${survivor}`)).status, (await outsider.get(`/v1/patients/${patientId}`)).status]).toEqual([
      200, 200, 403,
    ]);
  });

  it('is merged, and the merge undone, by somebody in the care team of both, where the care team is asked', async () => {
    const survivor = await register({ names: [{ text: 'Nalini Twice' }] });
    await restrict(clinic, patientId, { kind: 'none' });
    for (const id of [patientId, survivor]) await nameInCareTeam(clinic, id, outsider);
    await askCareTeamOf(clinic, ['dermatologist', 'technician']);
    const { body: before } = await outsider.get(`/v1/patients/${patientId}`);
    const merged = await outsider.post(`/v1/patients/${patientId}/merge`, { into: survivor, reason: 'The same person' }, { ifMatch: before.version as number });
    expect([merged.status, merged.body.patient?.status]).toEqual([200, 'merged']);
    const undone = await outsider.post(`/v1/patients/${patientId}/unmerge`, { reason: 'Two people' }, { ifMatch: merged.body.patient.version as number });
    expect([undone.status, (await outsider.get(`/v1/patients/${survivor}`)).status, (await outsider.get(`/v1/patients/${patientId}`)).status]).toEqual([
      200, 200, 200,
    ]);
  });

  it('opens in an emergency: the admins are told without a word of the patient, the audit trail names it, an admin reviews it', async () => {
    const id = await openInEmergency(outsider, patientId);
    expect((await outsider.get(`/v1/patients/${patientId}`)).status).toBe(200);
    expect(await auditOf(outsider)).toContainEqual(expect.objectContaining({ action: 'patient.read', outcome: 'success', patientId, emergencyAccessId: id }));
    const mail = await mailbox.take(`admin@${clinic.id}.test`);
    expect(mail.text).toContain(id);
    expect(`${mail.subject} ${mail.text}`).not.toMatch(new RegExp(`Nalini|Collapsed|${patientId}`));
    const admin = clinic.as('admin');
    expect((await admin.get('/v1/emergency-accesses?reviewed=false')).body.items).toEqual([expect.objectContaining({ id, patientId, outcome: null })]);
    const review = { outcome: 'justified', comment: 'Confirmed' };
    expect((await admin.post(`/v1/emergency-accesses/${id}/review`, review, { ifMatch: 1 })).body).toMatchObject({ outcome: 'justified', version: 2 });
    expect((await admin.post(`/v1/emergency-accesses/${id}/review`, review, { ifMatch: 2 })).status).toBe(409);
    expect((await clinic.as('auditor').get(`/v1/emergency-accesses/${id}`)).body.reviewedBy).toEqual(admin.actor);
  });

  it('opens to nobody else in that emergency, and never to the person whose record it is', async () => {
    await openInEmergency(outsider, patientId);
    expect((await (await clinic.another('dermatologist')).get(`/v1/patients/${patientId}`)).status).toBe(403);
    await restrict(clinic, patientId, { kind: 'staff', staffId: outsider.id });
    expect((await outsider.get(`/v1/patients/${patientId}`)).status).toBe(403);
    const again = await outsider.post(`/v1/patients/${patientId}/emergency-accesses`, { reason: 'To see what they wrote' });
    expect([again.status, again.body.allowed]).toEqual([403, []]);
  });

  it('tells the restrictions that were and are, and who set and ended them', async () => {
    await restrict(clinic, patientId, { kind: 'none', reason: 'No longer wished' });
    const { body } = await clinic.as('dermatologist').get(`/v1/patients/${patientId}/access-restrictions?count=true`);
    expect(body).toMatchObject({ total: 1, items: [{ kind: 'confidential', endReason: 'No longer wished', endedBy: clinic.as('dermatologist').actor }] });
    expect((await outsider.get(`/v1/patients/${patientId}`)).status).toBe(200);
  });

  it.each([
    ['a staff record of nobody', { kind: 'staff' }, '/staffId', 'required'],
    ['a staff record of a stranger', { kind: 'staff', staffId: '01936f00-0000-7000-8000-00000000dead' }, '/staffId', 'unknown-staff'],
    ['a confidential record of staff', { staffId: '01936f00-0000-7000-8000-00000000dead' }, '/staffId', 'contradiction'],
    ['no reason', { reason: null }, '/reason', 'required'],
  ])('refuses %s', async (_name, wrong, pointer, code) => {
    const body = { kind: 'confidential', staffId: null, reason: 'Asked for', ...wrong };
    const { status, body: problem } = await clinic.as('dermatologist').put(`/v1/patients/${patientId}/access-restriction`, body, { ifMatch: 1 });
    expect([status, problem.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });

  it('reaches a recall all the same, which must reach everybody', async () => {
    expect((await outsider.get('/v1/product-lots/01936f00-0000-7000-8000-00000000dead/people-to-contact')).status).toBe(404);
  });
});

describe('a clinic that asks the care team', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    await askCareTeamOf(clinic, ['dermatologist', 'technician']);
  });
  afterAll(() => app.stop());

  it('lets somebody find a new patient, take them into care, and hold the first consultation', async () => {
    const reception = clinic.as('receptionist');
    const dermatologist = clinic.as('dermatologist');
    const { body: patient } = await reception.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' });
    const consultation = { startedAt: new Date().toISOString(), reason: 'Thinning' };
    const path = `/v1/patients/${patient.id}`;
    expect((await dermatologist.get('/v1/patients?query=Asha')).body.items).toHaveLength(1);
    const refused = await dermatologist.post(`${path}/consultations`, consultation);
    expect([refused.status, refused.body.allowed]).toEqual([403, ['joinCareTeam', 'openEmergencyAccess']]);
    const joined = await dermatologist.post(`${path}/care-team/join`);
    expect(joined.body.participants).toEqual([expect.objectContaining({ staffId: dermatologist.id, basis: 'joined', addedBy: null })]);
    expect((await dermatologist.post(`${path}/consultations`, consultation)).status).toBe(201);
  });

  it('counts those who treated the patient before it asked', async () => {
    await askCareTeamOf(clinic, []);
    const { prepared } = await activePlan(clinic);
    await askCareTeamOf(clinic, ['dermatologist', 'technician']);
    expect((await clinic.as('dermatologist').get(`/v1/patients/${prepared.patientId}/timeline`)).status).toBe(200);
    const refused = await clinic.as('technician').get(`/v1/patients/${prepared.patientId}/timeline`);
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/patient-closed']);
    const { body } = await clinic.as('dermatologist').get(`/v1/patients/${prepared.patientId}/care-team`);
    expect(body.participants).toEqual([expect.objectContaining({ basis: 'recorded', treatedBy: clinic.as('dermatologist').actor })]);
  });

  it('names nobody in a care team who is not of the clinic’s working staff', async () => {
    const { body: patient } = await clinic.as('receptionist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' });
    const path = `/v1/patients/${patient.id}/care-team`;
    const { body: team } = await clinic.as('dermatologist').post(`${path}/join`);
    const participants = [...(team.participants as object[]), { staffId: clinic.staff.auditor }];
    const { status, body } = await clinic.as('dermatologist').put(path, { participants }, { ifMatch: team.version as number });
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ code: 'unknown-staff', pointer: '/participants/1/staffId' })]]);
  });
});
