import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday, dayFromNow, prepare } from '../../support/journey.js';

describe('signing and amending', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const newDraft = async () => dermatologist().post(`/v1/patients/${(await prepare(clinic, { sign: false })).patientId}/consultations`, consultationToday());
  const signed = async (): Promise<string> => (await prepare(clinic)).consultationId;
  const amend = (id: string, body: object, ifMatch = 2) =>
    dermatologist().post(`/v1/consultations/${id}/amendments`, { reason: 'Forgotten', ...body }, { ifMatch });
  const versionsOf = async (id: string) =>
    (await dermatologist().get(`/v1/consultations/${id}/versions`)).body.items as {
      number: number;
      content: Record<string, unknown>;
      contentHash: string;
      difference: object[];
    }[];

  it('only the dermatologist responsible signs; another one takes over, and that is recorded', async () => {
    const { body } = await newDraft();
    const colleague = await clinic.another('dermatologist');
    const refused = await colleague.post(`/v1/consultations/${body.id}/sign`, undefined, { ifMatch: 1 });
    expect(refused.body).toMatchObject({ status: 409, type: '/problems/not-responsible', responsible: dermatologist().actor });
    const taken = await colleague.post(`/v1/consultations/${body.id}/sign`, { takeOverReason: 'On leave' }, { ifMatch: 1 });
    expect(taken.body).toMatchObject({ status: 'signed', signedBy: colleague.actor, responsible: colleague.actor, contentVersion: 1 });
    expect(await versionsOf(body.id as string)).toMatchObject([{ takenOverFrom: dermatologist().actor, takeOverReason: 'On leave' }]);
  });

  it('an amendment makes a new version with its reason and difference, and the first stays as it was signed', async () => {
    const id = await signed();
    const before = (await dermatologist().get(`/v1/consultations/${id}`)).body;
    const amended = await amend(id, { changes: { assessment: { note: 'Female pattern, Ludwig II' } } });
    expect(amended.status).toBe(201);
    expect(amended.body).toMatchObject({ status: 'amended', contentVersion: 2, version: 3, assessment: { note: 'Female pattern, Ludwig II' } });
    const [first, second] = await versionsOf(id);
    expect(first).toMatchObject({ number: 1, contentHash: before.contentHash, difference: [] });
    expect(second).toMatchObject({
      number: 2,
      contentHash: amended.body.contentHash,
      difference: [{ pointer: '/assessment/note', after: 'Female pattern, Ludwig II' }],
    });
    for (const { content, contentHash } of [first!, second!]) expect(createHash('sha256').update(canonicalize(content)!).digest('hex')).toBe(contentHash);
    expect((await amend(id, { changes: { reason: 'Hair loss' } }, 3)).body.contentVersion).toBe(3);
  });

  it('an amendment adds what was forgotten and takes back what was an error', async () => {
    const { patientId, consultationId: id } = await prepare(clinic);
    const { bloodTests, trichoanalyses } = (await dermatologist().get(`/v1/consultations/${id}`)).body;
    const correct = {
      collectedAt: new Date(Date.now() - 86_400_000).toISOString(),
      results: [{ code: { system: 'loinc', code: '718-7' }, value: 13.4, unit: 'g/dL' }],
    };
    const amended = await amend(id, { bloodTests: [correct], enteredInError: [bloodTests[0].id, trichoanalyses[0].id] });
    expect(amended.status).toBe(201);
    expect(amended.body.bloodTests).toHaveLength(bloodTests.length);
    expect(amended.body.trichoanalyses).toHaveLength(trichoanalyses.length - 1);
    expect((await dermatologist().get(`/v1/consultations/${id}`)).body).toEqual(amended.body);
    expect((await dermatologist().get(`/v1/blood-tests/${bloodTests[0].id}`)).body.enteredInError.reason).toBe('Forgotten');
    const series = (await dermatologist().get(`/v1/patients/${patientId}/observations?code=718-7`)).body.items as { value: number }[];
    expect(series.map((item) => item.value)).toEqual([13.4]);
  });

  it('an amendment that cannot be is refused, and changes nothing', async () => {
    const id = await signed();
    const draft = (await newDraft()).body.id as string;
    const answers = [
      await amend(id, {}),
      await amend(id, { changes: { nonsense: 1 } }),
      await amend(id, { changes: { startedAt: '2199-01-01T00:00:00Z' }, bloodTests: [{ collectedAt: '2199-01-01T00:00:00Z', results: [] }] }),
      await amend(id, { enteredInError: ['01936f00-0000-7000-8000-00000000dead'] }),
      await amend(id, { changes: { reason: 'x' } }, 1),
      await dermatologist().post(`/v1/consultations/${id}/amendments`, { reason: 'x' }),
      await amend(draft, { changes: { reason: 'x' } }, 1),
      await amend(id, { changes: { medicalHistory: null } }),
    ];
    expect(answers.map(({ status, body }) => [status, body.type.split('/').at(-1), (body.errors as { pointer: string }[] | undefined)?.[0]?.pointer])).toEqual([
      [400, 'invalid-input', ''],
      [400, 'invalid-input', '/changes/nonsense'],
      [400, 'invalid-input', '/bloodTests/0/results'],
      [400, 'invalid-input', '/enteredInError/0'],
      [412, 'precondition-failed', undefined],
      [428, 'precondition-required', undefined],
      [409, 'invalid-transition', undefined],
      [409, 'consultation-incomplete', '/medicalHistory'],
    ]);
    expect(await versionsOf(id)).toHaveLength(1);
    expect((await clinic.as('technician').post(`/v1/consultations/${id}/amendments`, { reason: 'x' }, { ifMatch: 2 })).status).toBe(403);
  });

  it('what was signed is kept by the database itself', async () => {
    const id = await signed();
    for (const sql of [
      `UPDATE consultation_versions SET content = '{}' WHERE consultation_id = '${id}'`,
      `DELETE FROM consultation_versions WHERE consultation_id = '${id}'`,
      `UPDATE consultations SET status = 'draft', version = version + 1 WHERE id = '${id}'`,
      `UPDATE consultations SET status = 'amended', reason = 'x', version_number = 2, version = version + 1 WHERE id = '${id}'`,
      `UPDATE consultations SET status = 'entered-in-error', error_reason = 'x', reason = 'other', version = version + 1 WHERE id = '${id}'`,
      `UPDATE blood_tests SET laboratory = 'x' WHERE consultation_id = '${id}'`,
      `UPDATE trichoanalyses SET findings = '{}' WHERE consultation_id = '${id}'`,
    ]) {
      await expect(app.sql(sql, [], clinic.id)).rejects.toThrow(/does not change|permission denied|append-only/);
    }
  });

  it('a consultation entered in error stays readable and counts for nothing', async () => {
    const { patientId, consultationId: id } = await prepare(clinic);
    const wrong = await dermatologist().post(`/v1/consultations/${id}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 2 });
    expect(wrong.body).toMatchObject({ status: 'entered-in-error', enteredInError: { reason: 'Another person' } });
    expect((await dermatologist().get(`/v1/consultations/${id}`)).body).toEqual(wrong.body);
    expect(await versionsOf(id)).toHaveLength(1);
    expect((await dermatologist().get(`/v1/patients/${patientId}/observations?code=718-7`)).body.items).toEqual([]);
    const check = await dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(0) });
    expect(check.body.outcome).toBe('needs-data');
    expect((await amend(id, { changes: { reason: 'x' } }, 3)).status).toBe(409);
    expect((await dermatologist().post(`/v1/consultations/${id}/entered-in-error`, { reason: 'x' }, { ifMatch: 3 })).status).toBe(409);
  });

  it('whoever saves over a colleague’s change is told what changed, and nobody’s paragraph is lost', async () => {
    const { body } = await newDraft();
    const path = `/v1/consultations/${body.id}`;
    const mine = await dermatologist().patch(path, { assessment: { note: 'Ludwig I' }, reason: 'Thinning' }, { ifMatch: 1 });
    expect(mine.status).toBe(200);
    const colleague = await clinic.another('dermatologist');
    const late = await colleague.patch(path, { recommendation: { note: 'Wait' } }, { ifMatch: 1 });
    expect(late.status).toBe(412);
    expect(late.headers.etag).toBe('"2"');
    expect(late.body.difference).toEqual(
      expect.arrayContaining([
        { pointer: '/reason', before: body.reason, after: 'Thinning' },
        expect.objectContaining({ pointer: '/assessment/note', after: 'Ludwig I' }),
      ]),
    );
    const writer = await clinic.asClient(['consultation.write']);
    expect((await writer.patch(path, { reason: 'x' }, { ifMatch: 1 })).body.difference).toContainEqual({ pointer: '/reason' });
    expect((await colleague.patch(path, { recommendation: { note: 'Wait' } }, { ifMatch: 2 })).body).toMatchObject({
      assessment: { note: 'Ludwig I' },
      recommendation: { note: 'Wait' },
    });
    expect(app.log.join('')).not.toContain('Ludwig I');
  });

  it('a blood test of a draft is taken back, one of a signed consultation by an amendment only', async () => {
    const { body } = await newDraft();
    const [test] = body.bloodTests as { id: string }[];
    const back = await dermatologist().post(`/v1/blood-tests/${test!.id}/entered-in-error`, { reason: 'Wrong person' });
    expect(back.body.enteredInError.reason).toBe('Wrong person');
    expect((await dermatologist().get(`/v1/consultations/${body.id}`)).body).toMatchObject({ version: 2, bloodTests: [] });
    expect((await dermatologist().post(`/v1/blood-tests/${test!.id}/entered-in-error`, { reason: 'again' })).status).toBe(409);
    const id = await signed();
    const covered = (await dermatologist().get(`/v1/consultations/${id}`)).body.bloodTests[0].id as string;
    expect((await dermatologist().post(`/v1/blood-tests/${covered}/entered-in-error`, { reason: 'x' })).body.allowed).toEqual(['amendments']);
  });

  it('the same laboratory report is recognised, and counted once', async () => {
    const { patientId } = await prepare(clinic);
    const report = {
      collectedAt: '2026-01-12T08:00:00+05:30',
      laboratory: 'City Laboratory',
      reportNumber: 'R-7',
      results: [{ code: { system: 'loinc', code: '2276-4' }, value: 25, unit: 'ug/L' }],
    };
    const first = await dermatologist().post(`/v1/patients/${patientId}/blood-tests`, report);
    const again = await dermatologist().post(`/v1/patients/${patientId}/blood-tests`, { ...report, laboratory: 'CITY laboratory ' });
    expect(again.body).toMatchObject({ status: 409, type: '/problems/conflict', existing: first.body.id });
    const visit = await dermatologist().post(`/v1/patients/${patientId}/consultations`, { ...consultationToday(), bloodTests: [report] });
    expect(visit.body.bloodTests[0].duplicateOf).toBe(first.body.id);
    const unnumbered = { collectedAt: '2026-01-14T08:00:20+05:30', results: [{ code: { system: 'loinc', code: '718-7' }, value: 13, unit: 'g/dL' }] };
    const third = await dermatologist().post(`/v1/patients/${patientId}/blood-tests`, unnumbered);
    const otherUnit = { collectedAt: '2026-01-14T08:00:50+05:30', results: [{ code: { system: 'loinc', code: '718-7' }, value: 130, unit: 'g/L' }] };
    expect((await dermatologist().post(`/v1/patients/${patientId}/blood-tests`, otherUnit)).body.existing).toBe(third.body.id);
    const series = async () => (await dermatologist().get(`/v1/patients/${patientId}/observations?code=2276-4&count=true`)).body.total as number;
    const counted = await series();
    await dermatologist().post(`/v1/blood-tests/${first.body.id}/entered-in-error`, { reason: 'Scanned badly' });
    expect(await series()).toBe(counted);
  });

  it('the range is the one of the person: in pregnancy, by age, else by sex', async () => {
    const { body: child } = await dermatologist().post('/v1/patients', {
      names: [{ text: 'Young Testperson' }],
      sexAtBirth: 'male',
      birthDate: dayFromNow(-365 * 8),
    });
    const result = {
      collectedAt: new Date(Date.now() - 60_000).toISOString(),
      results: [{ code: { system: 'loinc', code: '718-7' }, value: 11.7, unit: 'g/dL' }],
    };
    const ofChild = await dermatologist().post(`/v1/patients/${child.id}/blood-tests`, result);
    expect(ofChild.body.results[0]).toMatchObject({ interpretation: 'N', rangeUsed: { low: 11.5, source: 'age' } });
    const { body: woman } = await dermatologist().post('/v1/patients', { names: [{ text: 'Grown Testperson' }], sexAtBirth: 'female', birthDate: '1991' });
    expect((await dermatologist().post(`/v1/patients/${woman.id}/blood-tests`, result)).body.results[0]).toMatchObject({
      interpretation: 'L',
      rangeUsed: { source: 'sex' },
    });
    const visit = await dermatologist().post(`/v1/patients/${woman.id}/consultations`, {
      startedAt: new Date(Date.now() - 120_000).toISOString(),
      medicalHistory: { pregnancy: { status: 'yes' } },
      bloodTests: [{ ...result, reportNumber: 'P-1' }],
    });
    expect(visit.body.bloodTests[0].results[0]).toMatchObject({ interpretation: 'N', rangeUsed: { low: 11, source: 'pregnancy' } });
    const later = await dermatologist().post(`/v1/patients/${woman.id}/blood-tests`, { ...result, reportNumber: 'P-2' });
    expect(later.body.results[0].rangeUsed.source).toBe('pregnancy');
  });
});
