/** Names over HTTP: found however others write them, known for duplicates by the same, and never other than they are seen. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { remakeSearchKeys } from '../../../src/patients/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

const register = (person: object, sent: object = {}) => clinic.as('dermatologist').post('/v1/patients', { sexAtBirth: 'female', ...person }, sent);
const found = async (query: string, of = clinic): Promise<string[]> => {
  const { body } = await of.as('dermatologist').get(`/v1/patients?query=${encodeURIComponent(query)}`);
  return (body.items as { id: string }[]).map(({ id }) => id);
};

const people: [object, string[]][] = [
  [{ given: ['Sean'], family: 'O’Brien' }, ['o brien', 'obrien', "o'brien"]],
  [{ given: ['Anne-Marie'], family: 'Hyphenated' }, ['annemarie', 'anne marie', 'annmarie']],
  [{ given: ['Pieter'], family: 'van der Berg' }, ['vanderberg', 'van der berg', 'vander berg']],
  [{ text: 'محمد' }, ['mohammad', 'muhammed', 'محمّد']],
  [{ text: '김민지' }, ['민지', 'minji', 'kim minji']],
  [{ text: '王小明' }, ['小明', 'xiaoming']],
];

describe('a name', () => {
  it.each(people)('%j is found by each of %j, and its duplicate is told', async (name, queries) => {
    const person = { names: [name], birthDate: '1991-04-03' };
    const { id } = (await register(person)).body as { id: string };
    for (const query of queries) expect([query, await found(query)]).toEqual([query, expect.arrayContaining([id])]);
    const refused = await register({ ...person, names: [{ text: queries.at(-1)! }] }, { headers: { prefer: 'handling=strict' } });
    const told = refused.status === 409 ? (refused.body.possibleDuplicates as { id: string }[]).map((possibleDuplicate) => possibleDuplicate.id) : [];
    // A name of one word and a birth date is too little to tell by; of the others each is told.
    if (queries.at(-1)!.includes(' ')) expect(told).toEqual([id]);
  });

  it.each([
    ['text', { text: '\u200b\u2060' }, '/names/0/text'],
    ['text', { text: '\u3164' }, '/names/0/text'],
    ['given', { given: ['Asha', '\u200d'], family: 'Rao' }, '/names/0/given'],
    ['family', { given: ['Asha'], family: '\u00ad' }, '/names/0/family'],
  ])('of invisible characters is refused in %s', async (_part, name, pointer) => {
    const refused = await register({ names: [name] });
    expect([refused.status, refused.body.errors[0].pointer.startsWith(pointer)]).toEqual([400, true]);
  });

  it.each(['\u202e', '\u2066', '\u202a', '\ufffd', '\u0007', '\uffff'])('that holds %j is refused wherever it stands', async (character) => {
    const spoilt = `As${character}ha`;
    const places: [object, string][] = [
      [{ names: [{ text: spoilt }] }, '/names/0/text'],
      [{ names: [{ given: [spoilt], family: 'Rao' }] }, '/names/0/given/0'],
      [{ names: [{ text: 'Asha' }], gender: spoilt }, '/gender'],
      [{ names: [{ text: 'Asha' }], emergencyContact: { name: spoilt, phone: '+919812345679' } }, '/emergencyContact/name'],
      [{ names: [{ text: 'Asha' }], addresses: [{ city: spoilt }] }, '/addresses/0/city'],
    ];
    for (const [person, pointer] of places) {
      const refused = await register(person);
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer, code: 'invalid-text' }]]);
    }
    const searched = await clinic.as('dermatologist').get(`/v1/patients?query=${encodeURIComponent(spoilt)}`);
    expect([searched.status, searched.body.errors?.[0]?.code]).toEqual([400, 'invalid-text']);
  });

  it('is kept as it is seen: composed, without what cannot be seen, its words one space apart', async () => {
    const { body } = await register({ names: [{ given: ['E\u0301va\u200b', '\ufeffMaria'], family: ' Invisible\u00ad\u2003Person ' }] });
    expect(body.names).toEqual([{ given: ['Éva', 'Maria'], family: 'Invisible Person', text: 'Éva Maria Invisible Person' }]);
    expect(await found('eva maria invisible person')).toEqual([body.id]);
    const persian = await register({ names: [{ text: 'حسن\u200cزاده' }] });
    expect(persian.body.names[0].text).toBe('حسن\u200cزاده');
  });
});

describe('search keys that were made in an earlier way', () => {
  it('are made anew for every clinic, once', async () => {
    const other = await app.clinic();
    const ids: string[] = [];
    for (const each of [clinic, other]) {
      ids.push((await each.as('dermatologist').post('/v1/patients', { names: [{ text: 'Rosa-Linde Outdated' }], sexAtBirth: 'female' })).body.id as string);
      await app.sql(`UPDATE patient_search_keys SET keys = '{1}', version = 1 WHERE patient_id = $1`, [ids.at(-1)], each.id);
      expect(await found('rosalinde', each)).toEqual([]);
    }
    const { options } = app.owner;
    const connection = new pg.Client({ connectionString: options.connectionString });
    await connection.connect();
    try {
      expect(await remakeSearchKeys(connection)).toBe(2);
      expect(await remakeSearchKeys(connection)).toBe(0);
    } finally {
      await connection.end();
    }
    expect([await found('rosalinde'), await found('rosalinde', other)]).toEqual([[ids[0]], [ids[1]]]);
  });
});
