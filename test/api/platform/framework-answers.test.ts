/** What the framework and Node would answer by themselves, sent as bytes: each is a problem document with a number. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest, { type Response } from 'supertest';
import { platformProblems, type PlatformProblemType } from '../../../src/platform/http/problems.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
  await app.listen();
});
afterAll(() => app.stop());

/** Sends bytes as they are, and reads until the server closes. */
const sendRaw = async (bytes: string | Buffer): Promise<Answer> => {
  const socket = connect(app.port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  const [head = '', body = ''] = Buffer.concat(chunks)
    .toString()
    .split(/\r\n\r\n(.*)/s, 2);
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/, 2)).map(([name, value]) => [name!.toLowerCase(), value!]));
  return { status: Number(first.split(' ')[1]), headers, body: JSON.parse(body || '{}') as Record<string, unknown> };
};

const get = (target: string, headers = 'Host: hairline.test\r\n'): string => `GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`;

const expectProblem = ({ status, headers, body }: Answer, type: PlatformProblemType): void => {
  expect([status, body.type, body.status]).toEqual([platformProblems[type].status, `/problems/${type}`, platformProblems[type].status]);
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(body.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
};

describe('what never becomes a request', () => {
  it.each([
    ['a path that is no percent-encoded UTF-8', get('/v1/patients/%ff'), 'malformed-request'],
    ['a path with half an escape', get('/v1/patients/%2'), 'malformed-request'],
    ['a query that is no percent-encoded UTF-8', get('/v1/patients?name=%e0%a4'), 'malformed-request'],
    ['an id that is longer than any', get(`/v1/patients/${'a'.repeat(300)}`), 'uri-too-long'],
    ['an address beyond every limit', get(`/v1/patients?name=${'a'.repeat(20_000)}`), 'headers-too-large'],
    ['headers beyond every limit', get('/v1/me', `Host: hairline.test\r\nX-Long: ${'a'.repeat(20_000)}\r\n`), 'headers-too-large'],
    ['no Host', get('/v1/me', ''), 'malformed-request'],
    ['a method that HTTP does not have', get('/v1/me').replace('GET', 'FETCH'), 'malformed-request'],
    ['a version that HTTP does not have', get('/v1/me').replace('HTTP/1.1', 'HTTP/7'), 'malformed-request'],
    ['a header without a name', get('/v1/me', 'Host: a\r\n: b\r\n'), 'malformed-request'],
    ['two lengths', get('/v1/me', 'Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n'), 'malformed-request'],
    ['what is no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 'malformed-request'],
  ] as const)('is answered as any other refusal: %s', async (_what, bytes, type) => {
    expectProblem(await sendRaw(bytes), type);
  });

  it('is explained by a page of its own, as every problem is', async () => {
    for (const type of ['uri-too-long', 'headers-too-large', 'request-timeout']) expect((await app.nobody.get(`/problems/${type}`)).status).toBe(200);
  });

  it('does not disturb who comes after it', async () => {
    expect((await sendRaw(get('/health/live'))).status).toBe(200);
  });
});

describe('a method that a path does not have', () => {
  const refusalOf = (response: Response): unknown => [response.status, response.body.type, response.headers.allow];

  it('is answered with 405 and those that it has', async () => {
    expect(refusalOf(await supertest(app.server).delete('/v1/patients'))).toEqual([405, '/problems/method-not-allowed', 'GET, HEAD, POST']);
    expect(refusalOf(await supertest(app.server).put(`/v1/patients/${clinic.id}`))).toEqual([405, '/problems/method-not-allowed', 'GET, HEAD, PATCH']);
    expect(refusalOf(await supertest(app.server).options('/health/live'))).toEqual([405, '/problems/method-not-allowed', 'GET, HEAD']);
  });

  it('is answered with 404 where there is no such path', async () => {
    const refused = await supertest(app.server).delete('/v1/nowhere');
    expect([refused.status, refused.body.type, refused.headers.allow]).toEqual([404, '/problems/not-found', undefined]);
  });

  it('is answered with 405 where it is not one of those that we know', async () => {
    const answer = await sendRaw(get('/v1/me').replace('GET', 'PROPFIND'));
    expectProblem(answer, 'method-not-allowed');
    expect(answer.headers.allow).toBe('GET, HEAD');
  });
});

describe('a body that is not UTF-8', () => {
  it('is refused, and nothing of it is replaced', async () => {
    const send = (name: Buffer) => {
      const body = Buffer.concat([Buffer.from('{"role":"technician","email":"a@b.test","name":"'), name, Buffer.from('"}')]);
      const head = `POST /v1/staff HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${clinic.as('admin').token}\r\nContent-Type: application/json\r\n`;
      return sendRaw(Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`), body]));
    };
    for (const bad of [[0x4a, 0xfc, 0x72], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xff, 0xfe]]) {
      const refused = await send(Buffer.from(bad));
      expectProblem(refused, 'malformed-request');
      expect(refused.body.detail).toBe('The body is not UTF-8.');
    }
    expect(await app.sql('SELECT id FROM staff', [], clinic.id)).toHaveLength(5);
    expect((await send(Buffer.from('आशा'))).status).toBe(201);
  });
});

describe('a field of a form that is not UTF-8', () => {
  it('is refused, and nothing of it is replaced', async () => {
    const send = (note: Buffer) => {
      const body = Buffer.concat([Buffer.from('--b\r\nContent-Disposition: form-data; name="note"\r\n\r\n'), note, Buffer.from('\r\n--b--\r\n')]);
      const head = `POST /v1/patients/${clinic.id}/photos HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${clinic.as('dermatologist').token}\r\n`;
      const type = `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
      return sendRaw(Buffer.concat([Buffer.from(head + type), body]));
    };
    const refused = await send(Buffer.from([0x4a, 0xfc, 0x72]));
    expectProblem(refused, 'malformed-request');
    expect(refused.body.detail).toBe('A field of the form is not UTF-8.');
    expect((await send(Buffer.from('आशा'))).body.type).toBe('/problems/invalid-input');
  });
});

describe('bytes that are not UTF-8 outside of a body', () => {
  const ask = (address: Buffer | string, more: Buffer | string = ''): Promise<Answer> => {
    const authorization = `Authorization: Bearer ${clinic.as('dermatologist').token}\r\n`;
    const parts = ['GET ', address, ` HTTP/1.1\r\nHost: a\r\n${authorization}Connection: close\r\n`, more, '\r\n'];
    return sendRaw(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  };

  it.each(['Prefer', 'Accept-Language', 'User-Agent', 'If-None-Match', 'X-Anything'])('are refused in the header %s', async (name) => {
    for (const bad of [[0x4a, 0xfc, 0x72], [0xc3], [0xed, 0xa0, 0x80], [0xff]]) {
      const refused = await ask('/v1/me', Buffer.concat([Buffer.from(`${name}: "`), Buffer.from(bad), Buffer.from('"\r\n')]));
      expectProblem(refused, 'malformed-request');
      expect(refused.body.detail).toBe('A header is not UTF-8.');
    }
    expect((await ask('/v1/me', `${name}: "आशा"\r\n`)).status).toBe(200);
  });

  it('are refused in an address, as are bare ones; percent-encoded UTF-8 is read as what it is', async () => {
    await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'आशा Testperson' }], sexAtBirth: 'female' });
    const search = (query: Buffer | string) => ask(Buffer.concat([Buffer.from('/v1/patients?query='), Buffer.from(query as string)]));
    for (const bad of ['%FF', '%C3', '%ED%A0%80', Buffer.from([0xfc]), 'आशा']) expectProblem(await search(bad), 'malformed-request');
    expect((await search('%E0%A4%86%E0%A4%B6%E0%A4%BE')).body.items).toMatchObject([{ names: [{ text: 'आशा Testperson' }] }]);
  });
});

describe('an If-Match that names no version', () => {
  it.each([
    ['without quotes', '1', 'wrong-format'],
    ['a word', 'latest', 'wrong-format'],
    ['empty', '""x', 'wrong-format'],
    ['weak', 'W/"1"', 'weak-tag'],
    ['a weak one among others', '"9", W/"1"', 'weak-tag'],
  ])('is refused as what it is: %s', async (_what, ifMatch, code) => {
    const refused = await clinic.as('admin').patch(`/v1/staff/${clinic.staff.technician}`, { name: 'Another Name' }, { ifMatch });
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '#If-Match', code }]]);
    expect(refused.body.detail).not.toContain('not at the one named');
  });

  it('is no such one where it is a list, or any version', async () => {
    const change = (name: string, ifMatch: string) => clinic.as('admin').patch(`/v1/staff/${clinic.staff.technician}`, { name }, { ifMatch });
    expect((await change('One', '"7", "1"')).status).toBe(200);
    expect((await change('Two', '*')).status).toBe(200);
    expect((await change('Three', '"not-a-number"')).status).toBe(412);
  });
});

describe('a cursor', () => {
  it('is refused when anything of it was taken away, its tag above all', async () => {
    const { nextCursor } = (await clinic.as('admin').get('/v1/staff?limit=1')).body as { nextCursor: string };
    expect((await clinic.as('admin').get(`/v1/staff?limit=1&cursor=${nextCursor}`)).status).toBe(200);
    const raw = Buffer.from(nextCursor, 'base64url');
    for (const length of [0, 1, 4, 8, 12, 13, 16, 20, 27, 28, 29, raw.length - 12, raw.length - 1]) {
      const refused = await clinic.as('admin').get(`/v1/staff?limit=1&cursor=${raw.subarray(0, length).toString('base64url') || '_'}`);
      expect([length, refused.status, refused.body.errors?.[0]?.code]).toEqual([length, 400, 'invalid-cursor']);
    }
    // A tag of four bytes, which would be found in an afternoon: those that are left of the true one are not enough.
    const short = Buffer.concat([raw.subarray(0, raw.length - 16), raw.subarray(raw.length - 16, raw.length - 12)]);
    expect((await clinic.as('admin').get(`/v1/staff?limit=1&cursor=${short.toString('base64url')}`)).status).toBe(400);
  });
});

describe('the log', () => {
  it('has nothing of a request, also where the database quotes it', async () => {
    const secret = 'Nandini-of-the-log';
    await app.owner.query(
      `CREATE FUNCTION quote_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', NEW.name USING DETAIL = NEW.name; END $$`,
    );
    await app.owner.query('CREATE TRIGGER quotes BEFORE INSERT ON staff FOR EACH ROW EXECUTE FUNCTION quote_it()');
    const failed = await clinic.as('admin').post('/v1/staff', { role: 'technician', name: secret, email: 'log@example.test' });
    await app.owner.query('DROP TRIGGER quotes ON staff');
    expect(failed.status).toBe(500);
    const log = app.log.join('');
    expect(log).toContain(String(failed.headers['x-request-id']));
    expect(log).not.toContain(secret);
  });
});
