import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('finding patients', () => {
  let app: TestApp;
  let clinic: TestClinic;
  const ids: Record<string, string> = {};

  const people: Record<string, object> = {
    asha: {
      names: [{ given: ['Asha'], family: 'Rao' }],
      birthDate: '1991-04-03',
      phones: [{ value: '+919812345678' }],
      identifiers: [{ system: 'https://passport.example', value: 'Z9' }],
    },
    ashaDevanagari: { names: [{ text: 'आशा शर्मा' }], birthDate: '1988' },
    vikram: { names: [{ text: 'विक्रम सिंह' }] },
    lakshmi: { names: [{ text: 'Lakshmi Narayanan' }], birthDate: '1991-06' },
    zoe: { names: [{ text: 'Zoë Müller' }], phones: [{ value: '+4915112345678' }] },
    single: { names: [{ text: 'Madonna' }] },
  };

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    for (const [key, person] of Object.entries(people)) {
      const { body } = await clinic.as('dermatologist').post('/v1/patients', { sexAtBirth: 'female', ...person });
      ids[key] = body.id;
    }
  });
  afterAll(() => app.stop());

  const found = async (query: string): Promise<string[]> => {
    const response = await clinic.as('dermatologist').get(`/v1/patients?${query}`);
    expect(response.status).toBe(200);
    return (response.body.items as { id: string }[]).map((item) => Object.keys(ids).find((key) => ids[key] === item.id)!);
  };
  const search = (text: string) => found(`query=${encodeURIComponent(text)}`);

  it.each([
    ['Asha Rao', 'asha'],
    ['rao asha', 'asha'],
    ['RAO', 'asha'],
    ['Ashā Rāo', 'asha'],
    ['आशा राव', 'asha'],
    ['Asba Rao', 'asha'],
    ['Ahsa Rao', 'asha'],
    ['sha rao', 'asha'],
    ['Asha Sharma', 'ashaDevanagari'],
    ['Vikram Singh', 'vikram'],
    ['Laxmi', 'lakshmi'],
    ['lakshmi narayan', 'lakshmi'],
    ['Lakshmi Narayanen', 'lakshmi'],
    ['Zoe Muller', 'zoe'],
    ['madona', 'single'],
    ['98123 45678', 'asha'],
    ['098123 45678', 'asha'],
    ['5678 asha', 'asha'],
  ])('by "%s" finds %s first', async (text, expected) => {
    expect((await search(text))[0]).toBe(expected);
  });

  it('finds nobody by what nobody has', async () => {
    expect(await search('Xerxes Quill')).toEqual([]);
    expect(await search('!!!')).toEqual([]);
  });

  it('by record number', async () => {
    const { body } = await clinic.as('dermatologist').get(`/v1/patients/${ids.zoe}`);
    expect(await search(body.medicalRecordNumber)).toEqual(['zoe']);
  });

  it('by telephone, birth date, identifier and status', async () => {
    expect(await found('phone=12345678')).toEqual(['asha', 'zoe']);
    expect(await found(`phone=${encodeURIComponent('+91 98123 45678')}`)).toEqual(['asha']);
    expect(await found('birthDate=1991-04-03')).toEqual(['asha']);
    expect(await found('birthDate=1991')).toEqual(['asha', 'lakshmi']);
    expect(await found('birthDate=1991&name=laxmi')).toEqual(['lakshmi']);
    expect(await found(`identifier=${encodeURIComponent('https://passport.example|Z9')}`)).toEqual(['asha']);
    expect(await found('status=deceased')).toEqual([]);
    expect(await found(`updatedSince=${encodeURIComponent('2199-01-01T00:00:00Z')}`)).toEqual([]);
  });

  it('by the zeros that a number ends with, which are no prefix of dialling', async () => {
    const zeros = await clinic.as('dermatologist').post('/v1/patients', {
      names: [{ text: 'Zero Testperson' }],
      sexAtBirth: 'male',
      phones: [{ value: '+917000000000' }],
    });
    ids.zeros = zeros.body.id as string;
    for (const ending of ['00000', '7000000000', '07000000000', '0 70000 00000']) expect([ending, await found(`phone=${ending}`)]).toEqual([ending, ['zeros']]);
    expect(await search('00000')).toEqual(['zeros']);
  });

  it('page by page loses and repeats nobody, also while people are added', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    let added = 0;
    do {
      const page = await clinic.as('dermatologist').get(`/v1/patients?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...(page.body.items as { id: string }[]).map((item) => item.id));
      cursor = page.body.nextCursor as string | null;
      if (added++ < 2) await clinic.as('dermatologist').post('/v1/patients', { sexAtBirth: 'male', names: [{ text: `Added ${added}` }] });
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(Object.values(ids)));
  });

  it('page by page through matches of a search', async () => {
    const first = await clinic.as('dermatologist').get('/v1/patients?query=asha&limit=1&count=true');
    expect(first.body).toMatchObject({ total: 2, nextCursor: expect.any(String) });
    const second = await clinic.as('dermatologist').get(`/v1/patients?query=asha&limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body.items).toHaveLength(1);
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
    expect(second.body.nextCursor).toBeNull();
  });

  it('leaves in the audit trail which patients were shown', async () => {
    const receptionist = await clinic.another('receptionist');
    const answer = await receptionist.get('/v1/patients?query=asha');
    const trail = await app.sql<{ patient_id: string; request_id: string }>(
      `SELECT patient_id, request_id FROM audit_events WHERE actor_id = $1 AND action = 'patient.search'`,
      [receptionist.id],
      clinic.id,
    );
    expect(trail.map((entry) => entry.patient_id).sort()).toEqual([ids.asha, ids.ashaDevanagari].sort());
    expect(trail[0]!.request_id).toBe(answer.headers['x-request-id']);
  });
});
