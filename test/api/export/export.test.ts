import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { consentToPhotographs, photographOf } from '../../support/journey.js';
import { factsOf } from '../../support/pdf.js';
import { noise } from '../../support/pictures.js';
import { wholeRecord, type WholeRecord } from '../../support/whole-record.js';
import { unzip } from '../../support/zip.js';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

interface Missing {
  path: string;
  mediaType: string;
  reason: string;
  expected: { byteSize: number; sha256: string } | null;
}

describe('the export of a record', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let person: WholeRecord;
  let files: Map<string, Buffer>;

  const ask = (patientId: string, caller = dermatologist): Promise<Response> => caller.download(`/v1/patients/${patientId}/export`);
  const filesOf = async (patientId: string): Promise<Map<string, Buffer>> => {
    const { status, text, body } = await ask(patientId);
    if (status !== 200) throw new Error(text + app.log.slice(-3).join(''));
    return unzip(body as Buffer);
  };
  const json = (all: Map<string, Buffer>, name: string) => JSON.parse(all.get(name)!.toString());
  const manifest = (all = files) => json(all, 'manifest.json') as { files: { path: string; byteSize: number; sha256: string }[]; missing: Missing[] };
  const register = async (): Promise<string> =>
    (await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const blobOf = (hash: string): string => join(app.filesDirectory, clinic.id, hash.slice(0, 2), hash.slice(2));

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    person = await wholeRecord(clinic);
    files = await filesOf(person.patientId);
  }, 60_000);
  afterAll(() => app.stop());

  it('is one zip under a name that says nothing of the patient', async () => {
    const answer = await ask(person.patientId);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="record-${person.patientId}.zip"`,
      'cache-control': 'no-store',
    });
    const names = [...unzip(answer.body as Buffer).keys()];
    expect(names).toEqual(expect.arrayContaining(['record.json', 'record.pdf', 'README.txt', 'manifest.json', `photographs/${person.photoId}.jpg`]));
    const id = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    const known = new RegExp(`^(record\\.json|record\\.pdf|README\\.txt|manifest\\.json|(consultations|photographs|consents)/${id}\\.(pdf|jpg|png|webp))$`);
    expect(names.filter((name) => !known.test(name))).toEqual([]);
  });

  /** Who may open the record, and with what: the clinic's own, and in its audit trail; no part of the record. */
  const ofAccess = new Set(['care_team_members', 'patient_access_restrictions', 'emergency_accesses', 'launch_contexts', 'grant_contexts']);

  it('has every row that belongs to the patient, in every table', async () => {
    const text = files.get('record.json')!.toString();
    const all = (await app.owner.query<{ name: string }>('SELECT tables_of_patient()::text AS name')).rows.map((row) => row.name);
    const tables = all.filter((name) => !ofAccess.has(name));
    expect(all.length - tables.length).toBe(ofAccess.size);
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) {
      const rows = await app.sql<{ id: string }>(`SELECT id FROM ${table} WHERE patient_id = $1`, [person.patientId], clinic.id);
      // A table without a row would prove nothing: whoever adds one fills it in test/support/whole-record.ts.
      expect([table, rows.length > 0]).toEqual([table, true]);
      expect([table, rows.filter(({ id }) => !text.includes(`"id":"${id}"`))]).toEqual([table, []]);
    }
  });

  it('has what the other tables hold: signed versions, results, overrides, transitions, merges, identifiers', async () => {
    const record = json(files, 'record.json');
    const count = async (sql: string) => Number((await app.sql<{ count: string }>(sql, [person.patientId], clinic.id))[0]!.count);
    const total = (lists: unknown[][]): number => lists.flat().length;
    const versions = record.consultations.map((consultation: { versions: unknown[] }) => consultation.versions);
    expect(total(versions)).toBe(
      await count('SELECT count(*) FROM consultation_versions v JOIN consultations c ON c.id = v.consultation_id WHERE c.patient_id = $1'),
    );
    expect(total(versions)).toBeGreaterThan(1);
    expect(total(record.bloodTests.map((bloodTest: { results: unknown[] }) => bloodTest.results))).toBe(
      await count('SELECT count(*) FROM blood_test_results WHERE patient_id = $1'),
    );
    // An override that was carried over stands in the later check too.
    const overrides = record.contraindicationChecks.flatMap(
      (contraindicationCheck: { overrides: { carriedFrom: string | null }[] }) => contraindicationCheck.overrides,
    );
    expect(overrides.filter((override: { carriedFrom: string | null }) => override.carriedFrom === null)).toHaveLength(2);
    expect(total(record.treatmentPlans.map((treatmentPlan: { transitions: unknown[] }) => treatmentPlan.transitions))).toBe(
      await count('SELECT count(*) FROM treatment_plan_transitions t JOIN treatment_plans p ON p.id = t.plan_id WHERE p.patient_id = $1'),
    );
    expect(record.timeline.length).toBe(await count('SELECT count(*) FROM patient_events WHERE patient_id = $1'));
    expect(record.merges.length).toBe(await count('SELECT count(*) FROM patient_merges WHERE into_id = $1'));
    expect(record.patient).toMatchObject({ identifiers: [{ system: 'https://id.example' }], emergencyContact: { name: 'Kiran Testperson' } });
  });

  it('says it in the API’s own shapes, and what lists leave out', async () => {
    const record = json(files, 'record.json');
    expect(record).toMatchObject({ format: 'hairline-record', formatVersion: 1, exportedBy: dermatologist.actor, clinic: { id: clinic.id } });
    expect(record.patient).toEqual((await dermatologist.get(`/v1/patients/${person.patientId}`)).body);
    const { versions, ...consultation } = record.consultations.find((consultation: { id: string }) => consultation.id === person.consultationId);
    expect(consultation).toEqual((await dermatologist.get(`/v1/consultations/${person.consultationId}`)).body);
    expect(versions).toEqual((await dermatologist.get(`/v1/consultations/${person.consultationId}/versions`)).body.items);
    const [check] = record.contraindicationChecks;
    const { facts, onSessionDay, ...answered } = check;
    expect(answered).toEqual((await dermatologist.get(`/v1/contraindication-checks/${check.id}`)).body);
    expect(facts).toMatchObject({ patient: expect.any(Object) });
    expect(onSessionDay).toBe(false);
    expect(record.consents).toContainEqual(
      expect.objectContaining({
        kind: 'photography-publication',
        text: expect.stringContaining('✓'),
        textHash: expect.any(String),
        withdrawalReason: 'Changed her mind',
      }),
    );
    const ratings = (record.treatmentPlans as { ratings: object[] }[]).flatMap((plan) => plan.ratings);
    expect(ratings).toContainEqual(expect.objectContaining({ kind: 'satisfaction', score: 8, assessor: 'patient', enteredInError: null }));
    expect(record.people).toContainEqual({ id: clinic.staff.dermatologist, name: 'Test dermatologist', role: 'dermatologist', registrationNumber: null });
    expect(record.people).toHaveLength(2);
  });

  it('has what was entered in error, which says so', () => {
    const record = json(files, 'record.json');
    for (const part of ['conditions', 'consultations', 'bloodTests', 'trichoanalyses', 'scales', 'photographs']) {
      const wrong = record[part].filter((item: { enteredInError?: unknown }) => item.enteredInError);
      expect([part, wrong.length > 0]).toEqual([part, true]);
    }
  });

  it('has a manifest that is right about every file', () => {
    const listed = manifest().files;
    expect(listed.map(({ path }) => path).sort()).toEqual([...files.keys()].filter((name) => name !== 'manifest.json').sort());
    for (const { path, byteSize, sha256: hash } of listed) {
      expect([path, byteSize, hash]).toEqual([path, files.get(path)!.length, sha256(files.get(path)!)]);
    }
    expect(manifest().missing).toEqual([
      { path: `photographs/${person.wrongPhotoId}.jpg`, mediaType: 'image/jpeg', reason: 'entered-in-error', expected: expect.any(Object) },
    ]);
  });

  it('has the record and each consultation as a document, and the files as they were kept', async () => {
    expect(factsOf(files.get('record.pdf')!)).toMatchObject({ standard: '2A' });
    expect(factsOf(files.get('record.pdf')!).pages).toBeGreaterThan(3);
    const documents = [...files.keys()].filter((name) => name.startsWith('consultations/'));
    expect(documents).toHaveLength(json(files, 'record.json').consultations.length);
    for (const name of documents) expect([name, factsOf(files.get(name)!).standard]).toEqual([name, '2A']);
    const photo = (await dermatologist.get(`/v1/photos/${person.photoId}/content`)).body as Buffer;
    expect(files.get(`photographs/${person.photoId}.jpg`)!.equals(photo)).toBe(true);
    const consent = (await dermatologist.get(`/v1/consents/${person.consentWithDocument}/document`)).body as Buffer;
    expect(files.get(`consents/${person.consentWithDocument}.pdf`)!.equals(consent)).toBe(true);
  });

  it('explains itself in a text that names nobody', () => {
    const readme = files.get('README.txt')!.toString();
    for (const name of ['record.pdf', 'record.json', 'consultations/', 'photographs/', 'consents/', 'manifest.json', person.wrongPhotoId])
      expect(readme).toContain(name);
    expect(readme).not.toMatch(/Asha|Testperson/);
  });

  it('of the record that survived a merge has what was merged, and of the merged one what stayed', async () => {
    const record = json(files, 'record.json');
    expect(record.merges).toMatchObject([
      { patientId: person.mergedId, into: person.patientId, reason: 'Registered twice', undone: null },
      { into: person.patientId, undone: { reason: 'Twins' } },
    ]);
    // Of the twin, who turned out to be another person, nothing but that there was a mistake.
    expect(record.mergedRecords).toMatchObject([{ id: person.mergedId, status: 'merged', names: [{ text: 'Asha Formerly' }] }]);
    expect(files.get('record.json')!.toString()).not.toContain('Usha');
    expect(record.conditions.map((condition: { text?: string }) => condition.text)).toContain('Eczema');

    const merged = await filesOf(person.mergedId);
    const left = json(merged, 'record.json');
    expect(left.patient).toMatchObject({ id: person.mergedId, status: 'merged', mergedInto: person.patientId });
    expect(left.merges).toMatchObject([{ patientId: person.mergedId, into: person.patientId }]);
    expect([left.mergedRecords, left.conditions, left.consultations, left.consents]).toEqual([[], [], [], []]);
    expect(left.timeline.map((event: { kind: string }) => event.kind)).toEqual(['record-merged', 'patient-registered']);
    expect(merged.get('README.txt')!.toString()).toContain(`ask for the export of the record ${person.patientId}`);
    expect(factsOf(merged.get('record.pdf')!).standard).toBe('2A');
  });

  it('follows merges however many there were', async () => {
    const [first, second, third] = [await register(), await register(), await register()];
    await dermatologist.post(`/v1/patients/${first}/merge`, { into: second, reason: 'One' }, { ifMatch: 1 });
    await dermatologist.post(`/v1/patients/${second}/merge`, { into: third, reason: 'Two' }, { ifMatch: 2 });
    const { mergedRecords, merges } = json(await filesOf(third), 'record.json');
    expect(mergedRecords.map((mergedRecord: { id: string }) => mergedRecord.id)).toEqual([first, second]);
    expect(merges).toHaveLength(2);
    const trail = await clinic.as('auditor').get(`/v1/audit-events?patientId=${first}&limit=1`);
    expect(trail.body.items).toMatchObject([{ action: 'record.export', outcome: 'success' }]);
  });

  it('of a person of whom nothing else is known is whole, too', async () => {
    const all = await filesOf(await register());
    expect([...all.keys()].sort()).toEqual(['README.txt', 'manifest.json', 'record.json', 'record.pdf']);
    expect(manifest(all).missing).toEqual([]);
    expect(all.get('README.txt')!.toString()).toContain('Nothing is missing.');
  });

  it('goes on without a file that the store does not have, or has otherwise than it was kept, and says so', async () => {
    const patientId = await register();
    await consentToPhotographs(clinic, patientId);
    const photos = [];
    for (const seed of [1, 2, 3]) photos.push((await photographOf(clinic, patientId, { file: await noise(40, 30, seed).png().toBuffer() })).body);
    const [gone, other, whole] = photos as { id: string; sha256: string; byteSize: number }[];
    rmSync(blobOf(gone!.sha256));
    writeFileSync(blobOf(other!.sha256), 'not what was kept');
    const answer = await ask(patientId);
    expect(answer.status).toBe(200);
    const all = unzip(answer.body as Buffer);
    const path = (photo: { id: string } | undefined) => `photographs/${photo!.id}.png`;
    const entry = (photo: typeof gone, reason: string) => ({
      path: path(photo),
      mediaType: 'image/png',
      reason,
      expected: { byteSize: photo!.byteSize, sha256: photo!.sha256 },
    });
    expect(manifest(all).missing).toEqual([entry(gone, 'unreadable'), entry(other, 'damaged')]);
    expect([...all.keys()]).not.toContain(path(gone));
    expect(sha256(all.get(path(whole))!)).toBe(whole!.sha256);
    expect(all.get('README.txt')!.toString()).toContain(path(gone));
    expect(app.log.join('')).toContain('a file of an export could not be read');
  });

  it('is of one moment: what is recorded while it is read is in all of it or in none', async () => {
    const patientId = await register();
    const writes = Array.from({ length: 30 }, (_, index) => index);
    const [answers] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => filesOf(patientId))),
      (async () => {
        for (const index of writes) await dermatologist.post(`/v1/patients/${patientId}/procedures`, { text: `Procedure ${index}` });
      })(),
    ]);
    for (const all of answers) {
      const { procedures, timeline } = json(all, 'record.json') as { procedures: unknown[]; timeline: { kind: string }[] };
      expect(timeline.filter(({ kind }) => kind === 'procedure-recorded')).toHaveLength(procedures.length);
    }
  });

  it('is abandoned when nobody takes it, and the server goes on', async () => {
    const patientId = await register();
    await consentToPhotographs(clinic, patientId);
    const file = await noise(1200, 900).png().toBuffer();
    await photographOf(clinic, patientId, { file });
    const controller = new AbortController();
    const { port } = app.server.listen(0).address() as { port: number };
    const url = `http://127.0.0.1:${port}/v1/patients/${patientId}/export`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${dermatologist.token}` }, signal: controller.signal });
    expect(answer.status).toBe(200);
    const reader = answer.body!.getReader();
    await reader.read();
    controller.abort();
    await expect(reader.read()).rejects.toThrow();
    expect((await filesOf(patientId)).size).toBe(5);
    const head = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${dermatologist.token}` } });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/zip']);
  });

  it('is in the audit trail of the patient, and leaves nothing of the patient in the log', async () => {
    const patientId = await register();
    await ask(patientId);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=1`);
    expect(body.items).toMatchObject([{ action: 'record.export', outcome: 'success', actor: dermatologist.actor }]);
    expect(app.log.join('')).not.toMatch(/Asha|Testperson|Psoriasis/);
  });

  it('is for those who may export, of this clinic', async () => {
    for (const role of ['admin', 'technician', 'receptionist', 'auditor'] as const)
      expect([role, (await ask(person.patientId, clinic.as(role))).status]).toEqual([role, 403]);
    expect((await ask(person.patientId, await clinic.asClient(['patient.read', 'consultation.read', 'plan.read']))).status).toBe(403);
    expect((await ask(person.patientId, (await app.clinic()).as('dermatologist'))).status).toBe(404);
    expect((await ask('01936f00-0000-7000-8000-00000000dead')).status).toBe(404);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${person.patientId}&limit=5`);
    expect(body.items).toContainEqual(expect.objectContaining({ action: 'record.export', outcome: 'refused' }));
  });
});
