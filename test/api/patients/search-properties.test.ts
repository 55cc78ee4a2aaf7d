/** Over HTTP and with the database's own index: a patient is always found by any name, number and identifier of their own. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

/** Names and parts of names as people write them, in several scripts. */
const words = {
  latin: ['Asha', 'Rao', 'Lakshmi', 'Narayanan', 'Vikram', 'Singh', 'Meera', 'Testperson', 'D’Souza', 'O’Neill', 'Mary-Jane', 'Li', 'Wu', 'van', 'der'],
  accented: ['Zoë', 'Müller', 'Łukasz', 'Ångström', 'José', 'Núñez', 'Đặng', 'Çelik', 'Ashā', 'Søren', 'Þóra', 'Ğül'],
  devanagari: ['आशा', 'राव', 'विक्रम', 'सिंह', 'लक्ष्मी', 'शर्मा', 'प्रिया'],
  tamil: ['லட்சுமி', 'முருகன்', 'கண்ணன்'],
  bengali: ['রবীন্দ্র', 'ঠাকুর', 'সুমন'],
  arabic: ['فاطمة', 'محمد', 'علي', 'حسن'],
  cyrillic: ['Анна', 'Иванова', 'Пётр'],
  greek: ['Ελένη', 'Παπαδοπούλου'],
  han: ['王小明', '李娜'],
};

const script = fc.constantFrom(...(Object.keys(words) as (keyof typeof words)[]));
const word = script.chain((item) => fc.constantFrom(...words[item]));
const name = fc.oneof(
  { weight: 1, arbitrary: word.map((only) => [only]) },
  { weight: 3, arbitrary: fc.uniqueArray(word, { minLength: 2, maxLength: 4 }) },
  { weight: 1, arbitrary: script.chain((item) => fc.uniqueArray(fc.constantFrom(...words[item]), { minLength: 1, maxLength: 3 })) },
);
const mobile = fc.integer({ min: 7_000_000_000, max: 9_999_999_999 }).map(String);
const person = fc.record({
  names: fc.array(name, { minLength: 1, maxLength: 3 }),
  phones: fc.uniqueArray(mobile, { maxLength: 2 }),
  asLocal: fc.boolean(),
  birthDate: fc.option(fc.constantFrom('1991', '1991-04', '1991-04-03'), { nil: undefined }),
});

describe('a patient is always found', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let registered = 0;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const found = async (parameter: string, value: string): Promise<string[]> => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { status, body } = await clinic
        .as('receptionist')
        .get(`/v1/patients?limit=100&${parameter}=${encodeURIComponent(value)}${cursor && `&cursor=${cursor}`}`);
      expect([parameter, value, status]).toEqual([parameter, value, 200]);
      seen.push(...(body.items as { id: string }[]).map(({ id }) => id));
      cursor = body.nextCursor as string | null;
    }
    return seen;
  };
  const mustFind = async (id: string, parameter: string, value: string): Promise<void> =>
    expect([parameter, value, await found(parameter, value)]).toEqual([parameter, value, expect.arrayContaining([id])]);

  it('by each of their own names in any order, each number as it is dialled here or from abroad, and each identifier', async () => {
    await fc.assert(
      fc.asyncProperty(person, fc.infiniteStream(fc.nat()), async ({ names, phones, asLocal, birthDate }, numbers) => {
        const place = (count: number): number => (numbers.next().value as number) % count;
        const shuffled = (all: readonly string[]): string[] => {
          const [left, mixed] = [[...all], [] as string[]];
          while (left.length > 0) mixed.push(...left.splice(place(left.length), 1));
          return mixed;
        };
        const identifier = { system: 'https://id.example', value: `P-${++registered}` };
        const { status, body } = await clinic.as('receptionist').post('/v1/patients', {
          names: names.map((name) => ({ text: name.join(' ') })),
          sexAtBirth: 'unknown',
          phones: phones.map((value) => ({ value: asLocal ? `0${value.slice(0, 5)} ${value.slice(5)}` : `+91${value}` })),
          identifiers: [identifier],
          ...(birthDate && { birthDate }),
        });
        expect([status, body.errors]).toEqual([201, undefined]);
        const id = body.id as string;
        for (const name of names) {
          for (const query of [
            name.join(' '),
            [...name].reverse().join(' '),
            shuffled(name).join(' '),
            name.join(' ').toUpperCase(),
            name.join(' ').normalize('NFD'),
          ]) {
            await mustFind(id, 'query', query);
            await mustFind(id, 'name', query);
          }
          await mustFind(id, 'query', name[place(name.length)]!);
        }
        for (const value of phones) {
          for (const dialled of [value, `0${value}`, `+91${value}`, `+91 ${value.slice(0, 5)} ${value.slice(5)}`, `0091${value}`, value.slice(-5)]) {
            await mustFind(id, 'phone', dialled);
            await mustFind(id, 'query', dialled);
          }
        }
        await mustFind(id, 'identifier', `${identifier.system}|${identifier.value}`);
        await mustFind(id, 'query', body.medicalRecordNumber as string);
        if (birthDate) await mustFind(id, 'birthDate', birthDate);
      }),
      { numRuns: 25 },
    );
  }, 180_000);

  it('also after their names and numbers were changed, and then by the new ones alone', async () => {
    const { body } = await clinic.as('receptionist').post('/v1/patients', {
      names: [{ text: 'Beatrix Formerly' }],
      sexAtBirth: 'female',
      phones: [{ value: '+919100000001' }],
      identifiers: [{ system: 'https://id.example', value: 'old' }],
    });
    const changed = { names: [{ text: 'प्रिया Nowadays' }], phones: [{ value: '09100000002' }], identifiers: [{ system: 'https://id.example', value: 'new' }] };
    await clinic.as('receptionist').patch(`/v1/patients/${body.id}`, changed, { ifMatch: 1 });
    for (const [parameter, before, now] of [
      ['query', 'Beatrix', 'nowadays priya'],
      ['phone', '9100000001', '9100000002'],
      ['identifier', 'https://id.example|old', 'https://id.example|new'],
    ] as const) {
      expect([before, await found(parameter, before)]).toEqual([before, []]);
      await mustFind(body.id as string, parameter, now);
    }
  });
});
