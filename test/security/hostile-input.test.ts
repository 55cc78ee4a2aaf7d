/**
 * What once got through, or is known for it, sent to every operation: as a whole body, as each text, in each query and in the address. Each is a 4xx with a problem
 * document, or an answer that the document describes; and what may not be stored is not.
 */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import type { TestApp, TestClinic } from '../support/app.js';
import { contentsOf } from '../support/contents.js';
import { ABSENT } from '../support/ids-of-clinic.js';
import { startListening } from '../support/log-in.js';
import { operations } from '../support/openapi-validator.js';
import { isInTurn } from '../support/share.js';
import { callerFor, examples, FORM, sendTo } from '../support/stages.js';
import { bodySchema, placesOf, withValue, type Json } from '../support/body-places.js';
import { hostileBodies, hostileTexts } from './hostile-input.js';

/** As long as all parameters of one address may be together. */
const LONGEST_TEXT = 60;

const taking = operations.filter(({ method, operation }) => method !== 'get' && operation.security?.length);
/** How many operations share the hostile bodies between them: each body goes to other ones. */
const SHARES = 5;

const asking = operations.filter(({ operation }) => (operation.parameters ?? []).some((parameter) => parameter.in === 'query'));

describe('hostile input', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let before: unknown;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    before = await contentsOf(app, clinic);
  });
  afterAll(async () => {
    expect(await contentsOf(app, clinic)).toEqual(before);
    await app.stop();
  });

  // An action takes no body, or an empty one, of any type: its refusal is that the resource is not there.
  const harmless = new Set(['nothing']);

  it.each(Object.entries(hostileBodies))('as a body is refused by every operation: %s', async (what, { content, type = 'application/json', headers = {} }) => {
    const wrong: unknown[] = [];
    const number = Object.keys(hostileBodies).indexOf(what);
    for (const { path, method, operation } of taking.filter((_, index) => isInTurn(index + number, SHARES))) {
      const answer = await supertest(app.server)
        [method](path.replaceAll(/\{[^}]+\}/g, ABSENT))
        .set({ authorization: `Bearer ${callerFor(clinic, operation).token!}`, 'content-type': type, 'if-match': '"1"', ...headers })
        .serialize((body) => body as string)
        .send(content as string);
      const isRefused = answer.status >= 400 && answer.status < 500 && /problem\+json/.test(answer.headers['content-type'] ?? '');
      if (!isRefused && !harmless.has(what)) wrong.push([operation.operationId, answer.status, answer.text.slice(0, 200)]);
      if (answer.status >= 500) wrong.push([operation.operationId, answer.status, answer.text.slice(0, 200)]);
    }
    expect(wrong).toEqual([]);
  });

  it('as a property that every object has, anywhere in a body, is refused', async () => {
    const bodies = [...new Map(examples.filter(({ type }) => type !== FORM).map((example) => [example.operation.operationId, example])).values()];
    const wrong: unknown[] = [];
    for (const example of bodies) {
      const objects = placesOf(bodySchema(example)).filter(({ types, isReadOnly }) => types.includes('object') && !isReadOnly);
      for (const [place, path] of [[], ...objects.map(({ path }) => path)].entries()) {
        for (const name of ['constructor', '__proto__', 'toString'].filter((_, index) => isInTurn(index + place, 3))) {
          const body = JSON.stringify(withValue(example.value as Json, [...path, 'NAME'], ['x', null] as Json)).replace('"NAME"', JSON.stringify(name));
          const { status } = await sendTo(clinic, example, { id: ABSENT, ifMatch: 1 }, body);
          if (status !== 400) wrong.push([example.operation.operationId, path, name, status]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('leaves no trace in what every object has', () => {
    expect([({} as Record<string, unknown>)['isAdmin'], (Object.prototype as Record<string, unknown>)['x']]).toEqual([undefined, undefined]);
  });

  it.each(Object.entries(hostileTexts))('in each query and address is answered as the document says: %s', async (_what, text) => {
    const sendable = text.replaceAll(/[\ud800-\udfff]/g, '').slice(0, LONGEST_TEXT);
    const number = Object.values(hostileTexts).indexOf(text);
    for (const { path, method, operation } of asking.filter((_, index) => isInTurn(index + number, SHARES))) {
      const caller = callerFor(
        clinic,
        operation.security?.length ? operation : operations.find(({ operation }) => operation.operationId === 'getMe')!.operation,
      );
      const query = new URLSearchParams(
        (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }): [string, string] => [name, sendable]),
      );
      const address = path.replaceAll(/\{[^}]+\}/g, ABSENT);
      const { status } = await caller.send(method, `${address}?${query.toString()}`, undefined, {});
      expect([address, status < 500]).toEqual([address, true]);
    }
    for (const segment of ['patients', 'consultations', 'photos', 'codes/icd-10']) {
      const { status } = await supertest(app.server)
        .get(`/v1/${segment}/${encodeURIComponent(sendable) || '%20'}`)
        .set('authorization', `Bearer ${clinic.as('dermatologist').token!}`);
      expect([segment, status >= 200 && status < 500]).toEqual([segment, true]);
    }
  });

  it('with a parameter that is repeated a thousand times, or a thousand of them, is refused or read as far as it may be', async () => {
    const dermatologist = clinic.as('dermatologist');
    for (const query of [
      'limit=1&'.repeat(1_000),
      Array.from({ length: 1_000 }, (_, index) => `p${index}=1`).join('&'),
      'query[__proto__][x]=1',
      '__proto__=1&constructor=2',
      'query[]=1&query[a]=2',
      'limit=1;limit=2',
      '%',
      '=',
      '&&&&',
    ]) {
      const { status } = await supertest(app.server).get(`/v1/patients?${query}`).set('authorization', `Bearer ${dermatologist.token!}`);
      expect([query.slice(0, 20), [400, 414, 431].includes(status) || (status === 200 && /^(=|&+)$/.test(query))]).toEqual([query.slice(0, 20), true]);
    }
  });

  it('splits no header of an answer: what a client sends comes back in none', async () => {
    const send = (lines: string[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
        let text = '';
        socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
        socket.on('close', () => resolve(text));
        socket.on('error', reject);
      });
    for (const lines of [
      ['GET /v1/me%0d%0aSet-Cookie:%20evil=1 HTTP/1.1', 'Host: x', 'Connection: close'],
      ['GET /v1/me HTTP/1.1', 'Host: x\r\n Set-Cookie: evil=1', 'Connection: close'],
      ['GET /v1/me HTTP/1.1', 'Host: evil.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: gopher', 'Connection: close'],
      [
        'GET /oauth/.well-known/openid-configuration HTTP/1.1',
        'Host: evil.example',
        'X-Forwarded-Host: evil.example',
        'Forwarded: host=evil.example',
        'Connection: close',
      ],
      ['GET /v1/me HTTP/1.1', 'Host: x', 'X-Request-Id: a%0d%0aSet-Cookie: evil=1', 'traceparent: evil=1', 'Connection: close'],
      ['POST /v1/patients HTTP/1.1', 'Host: x', 'Content-Length: 5', 'Transfer-Encoding: chunked', 'Connection: close', '', '0', '', 'GET /evil=1 HTTP/1.1'],
      ['POST /v1/patients HTTP/1.1', 'Host: x', 'Content-Length: 5', 'Content-Length: 6', 'Connection: close', '', 'abcdef'],
      ['OPTIONS /v1/me HTTP/1.1', 'Host: x', 'Origin: https://evil.example%0d%0aevil=1', 'Access-Control-Request-Method: GET', 'Connection: close'],
    ]) {
      const answer = await send(lines);
      const [head = ''] = answer.split('\r\n\r\n');
      expect([lines[0], /^HTTP\/1\.1 [234]\d\d /.test(head), /evil(=|\.example)/i.test(head)]).toEqual([lines[0], true, false]);
      if (lines[0]!.includes('openid-configuration')) expect(answer).not.toContain('evil.example');
    }
  });
});
