import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type Sent, type TestApp, type TestClinic } from '../../support/app.js';

const named = (given: string, family: string) => ({ names: [{ given: [given], family }] });
const asha = { ...named('Asha', 'Testperson'), birthDate: '1991-04-03', sexAtBirth: 'female', phones: [{ value: '+919812345678' }] };
const strict: Sent = { headers: { Prefer: 'handling=strict' } };

interface Hint {
  id: string;
  medicalRecordNumber: string;
  score: number;
}
interface Item {
  patient: { id: string; skinType?: string };
  score: number;
  likelihood: string;
  contributions: { field: string; agreement: string; weight: number; detail: string }[];
}

describe('one person, registered once', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const register = (clinic: TestClinic, person: object, sent: Sent = {}, caller: Caller = clinic.as('receptionist')) =>
    caller.post('/v1/patients', person, sent);
  const count = async (clinic: TestClinic): Promise<number> => (await app.sql('SELECT FROM patients', [], clinic.id)).length;
  const trail = async (clinic: TestClinic, requestId: string) =>
    app.sql<{ patient_id: string | null; action: string; outcome: string; status: number }>(
      'SELECT patient_id, action, outcome, status FROM audit_events WHERE request_id = $1 ORDER BY patient_id',
      [requestId],
      clinic.id,
    );

  it('is registered without a word when nobody is alike', async () => {
    const clinic = await app.clinic();
    await register(clinic, asha);
    const other = await register(clinic, { ...asha, ...named('Vikram', 'Testperson'), sexAtBirth: 'male', birthDate: '1988-01-20' });
    expect(other.status).toBe(201);
    expect(other.body).not.toHaveProperty('possibleDuplicates');
    expect(other.headers).not.toHaveProperty('link');
    expect(other.headers).not.toHaveProperty('preference-applied');
  });

  it('is registered, and the receptionist is told who was there before, with a link and an audit entry for both', async () => {
    const clinic = await app.clinic();
    const first = await register(clinic, asha);
    const second = await register(clinic, { ...asha, names: [{ text: 'आशा टेस्टपर्सन' }] });
    expect(second.status).toBe(201);
    expect(second.body.possibleDuplicates).toEqual([{ id: first.body.id, medicalRecordNumber: first.body.medicalRecordNumber, score: expect.any(Number) }]);
    expect((second.body.possibleDuplicates as Hint[])[0]!.score).toBeGreaterThan(0.99);
    expect(second.headers.link).toBe(`</v1/patients/${second.body.id}/duplicates>; rel="related"`);
    expect((await clinic.as('receptionist').get(`/v1/patients/${second.body.id}`)).body).not.toHaveProperty('possibleDuplicates');
    const entries = await trail(clinic, second.headers['x-request-id']!);
    expect(entries.map((entry) => [entry.patient_id, entry.action, entry.outcome])).toEqual(
      [first.body.id, second.body.id].sort().map((id: string) => [id, 'patient.create', 'success']),
    );
  });

  it('is refused with strict handling, names who was there, stores nothing and is in the audit trail', async () => {
    const clinic = await app.clinic();
    const first = await register(clinic, asha, strict);
    expect([first.status, first.headers['preference-applied']]).toEqual([201, 'handling=strict']);
    const refused = await register(clinic, { ...asha, ...named('Testperson', 'Asha') }, { headers: { Prefer: 'respond-async, Handling="strict"; now' } });
    expect(refused.status).toBe(409);
    expect(refused.headers['preference-applied']).toBe('handling=strict');
    expect(refused.body).toMatchObject({
      type: '/problems/possible-duplicate',
      possibleDuplicates: [{ id: first.body.id, medicalRecordNumber: first.body.medicalRecordNumber, score: expect.any(Number) }],
    });
    expect(JSON.stringify(refused.body)).not.toMatch(/Asha|1991|98123/);
    expect(await count(clinic)).toBe(1);
    expect(await trail(clinic, refused.headers['x-request-id']!)).toEqual([
      { patient_id: first.body.id, action: 'patient.create', outcome: 'refused', status: 409 },
    ]);
    const next = await register(clinic, { ...named('Zoe', 'Quill'), sexAtBirth: 'female' });
    expect(next.body.medicalRecordNumber).toBe('P000002');
  });

  it.each(['handling=lenient', 'handling=harsh', 'handling="strict', 'return=minimal'])('is registered all the same with Prefer: %s', async (preference) => {
    const clinic = await app.clinic();
    await register(clinic, asha);
    const second = await register(clinic, asha, { headers: { Prefer: preference } });
    expect([second.status, (second.body.possibleDuplicates as Hint[]).length]).toEqual([201, 1]);
    expect(second.headers['preference-applied']).toBe(preference === 'handling=lenient' ? preference : undefined);
  });

  it('is stored once when many register the same person strictly at the same instant', async () => {
    const clinic = await app.clinic();
    const sent = await Promise.all(Array.from({ length: 8 }, () => register(clinic, asha, strict)));
    expect(sent.map((response) => response.status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    expect(await count(clinic)).toBe(1);
  });

  it('is answered again with the same hint when the request is repeated, and the key is free after a refusal', async () => {
    const clinic = await app.clinic();
    await register(clinic, asha);
    const refused = await register(clinic, asha, { ...strict, idempotencyKey: 'again' });
    expect(refused.status).toBe(409);
    const first = await register(clinic, asha, { idempotencyKey: 'again' });
    const second = await register(clinic, asha, { idempotencyKey: 'again' });
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
    expect(second.text).toBe(first.text);
    expect(second.headers.link).toBe(first.headers.link);
    expect(first.headers.link).toContain('duplicates');
    expect(await trail(clinic, second.headers['x-request-id']!)).toHaveLength(2);
    expect(await count(clinic)).toBe(2);
  });

  it('tells a client that may not read patients nothing of them, and refuses it all the same', async () => {
    const clinic = await app.clinic();
    await register(clinic, asha);
    const writer = await clinic.asClient(['patient.write']);
    const refused = await register(clinic, asha, strict, writer);
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/possible-duplicate']);
    expect(refused.body).not.toHaveProperty('possibleDuplicates');
    const created = await register(clinic, asha, {}, writer);
    expect(created.status).toBe(201);
    expect(created.body).not.toHaveProperty('possibleDuplicates');
    expect(created.headers).not.toHaveProperty('link');
    const reader = await clinic.asClient(['patient.write', 'patient.read']);
    expect((await register(clinic, asha, {}, reader)).body.possibleDuplicates).toHaveLength(2);
  });

  it('is nobody’s duplicate in another clinic', async () => {
    const [clinic, other] = [await app.clinic(), await app.clinic()];
    await register(clinic, asha);
    expect((await register(other, asha, strict)).status).toBe(201);
  });
});

describe('the duplicates of a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;
  const ids: Record<string, string> = {};

  const people: Record<string, object> = {
    asha,
    reversed: { ...asha, ...named('Testperson', 'Asha') },
    misspelt: { ...asha, ...named('Ashha', 'Tesptperson'), phones: [], skinType: 'IV' },
    married: { ...asha, ...named('Asha', 'Married') },
    formerly: { names: [{ text: 'Asha Married' }, { use: 'maiden', text: 'Asha Testperson' }], birthDate: '1991-04', sexAtBirth: 'female' },
    yearOnly: { ...named('Asha', 'Testperson'), birthDate: '1991', sexAtBirth: 'unknown' },
    twin: { ...asha, ...named('Meera', 'Testperson') },
    mother: { ...asha, ...named('Kamala', 'Testperson'), birthDate: '1960-10-30' },
    namesake: { ...named('Asha', 'Testperson'), birthDate: '1972-12-25', sexAtBirth: 'female' },
    merged: asha,
  };

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    for (const [key, person] of Object.entries(people)) ids[key] = (await clinic.as('dermatologist').post('/v1/patients', person)).body.id as string;
    await app.sql(`UPDATE patients SET status = 'merged', merged_into = $2, version = version + 1 WHERE id = $1`, [ids.merged, ids.asha], clinic.id);
  });
  afterAll(() => app.stop());

  const list = (key: string, query = '', caller = clinic.as('receptionist')) => caller.get(`/v1/patients/${ids[key]}/duplicates${query}`);
  const keysOf = (items: Item[]) => items.map((item) => Object.keys(ids).find((key) => ids[key] === item.patient.id)!);

  it('are ranked, explained, and neither the family, the namesake, the merged nor the patient', async () => {
    const { status, body } = await list('asha', '?count=true');
    const items = body.items as Item[];
    expect(status).toBe(200);
    expect(keysOf(items).sort()).toEqual(['formerly', 'married', 'misspelt', 'reversed']);
    expect(items.map((item) => item.score)).toEqual(items.map((item) => item.score).sort((a, b) => b - a));
    expect(body).toMatchObject({ total: 4, nextCursor: null });
    for (const { score, contributions } of items) {
      const sum = contributions.reduce((total, item) => total + item.weight, 0);
      expect(score).toBeCloseTo(1 / (1 + 2 ** -sum), 4);
      expect(JSON.stringify(contributions)).not.toMatch(/Asha|Testperson|1991|98123/);
    }
    const reversed = items.find((item) => item.patient.id === ids.reversed)!;
    expect([reversed.likelihood, reversed.contributions.map((contribution) => `${contribution.field} ${contribution.agreement}`)]).toEqual([
      'certain',
      ['prior any-two-records', 'givenName swapped', 'familyName swapped', 'birthDate same', 'phone same', 'sexAtBirth same'],
    ]);
  });

  it('are more at a lower threshold, and those are possible', async () => {
    const items = (await list('asha', '?threshold=0.3')).body.items as Item[];
    expect(keysOf(items)).toContain('yearOnly');
    expect(items.find((item) => item.patient.id === ids.yearOnly)!.likelihood).toBe('possible');
    expect(keysOf((await list('asha', '?threshold=1')).body.items as Item[]).every((key) => key === 'reversed')).toBe(true);
  });

  it('are found from either side', async () => {
    for (const key of ['reversed', 'misspelt', 'married', 'formerly']) expect(keysOf((await list(key)).body.items as Item[])).toContain('asha');
    expect((await list('twin')).body.items).toEqual([]);
  });

  it('of a merged record are none', async () => {
    expect((await list('merged')).body.items).toEqual([]);
  });

  it('are read page by page, none lost and none twice', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await list('asha', `?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...keysOf(body.items as Item[]));
      cursor = body.nextCursor as string | null;
    } while (cursor !== null);
    expect(seen).toEqual(keysOf((await list('asha')).body.items as Item[]));
  });

  it('leave in the audit trail the patient and everybody who was shown', async () => {
    const answer = await list('asha', '?limit=2');
    const shown = (answer.body.items as Item[]).map((item) => item.patient.id);
    const entries = await app.sql<{ patient_id: string; action: string }>(
      'SELECT patient_id, action FROM audit_events WHERE request_id = $1',
      [answer.headers['x-request-id']],
      clinic.id,
    );
    expect(entries.map((entry) => entry.patient_id).sort()).toEqual([ids.asha, ...shown].sort());
    expect(new Set(entries.map((entry) => entry.action))).toEqual(new Set(['patient.duplicates']));
  });

  it('show clinical content only to whoever may see it', async () => {
    const skinType = async (role: 'receptionist' | 'dermatologist') =>
      ((await list('asha', '', clinic.as(role))).body.items as Item[]).find((item) => item.patient.id === ids.misspelt)!.patient.skinType;
    expect([await skinType('receptionist'), await skinType('dermatologist')]).toEqual([undefined, 'IV']);
  });

  it('are refused to whoever may not read patients, and do not exist in another clinic', async () => {
    for (const caller of [clinic.as('auditor'), clinic.as('admin'), await clinic.asClient(['patient.write'])]) {
      expect((await list('asha', '', caller)).status).toBe(403);
    }
    const other = await app.clinic();
    expect((await list('asha', '', other.as('dermatologist'))).status).toBe(404);
  });

  it.each(['2', '-0.1', 'much', 'NaN', ''])('need a threshold from 0 to 1, not "%s"', async (threshold) => {
    const { status, body } = await list('asha', `?threshold=${threshold}`);
    if (threshold === '') expect(status).toBe(200);
    else expect([status, (body.errors as { pointer: string }[])[0]!.pointer]).toEqual([400, '?threshold']);
  });
});
