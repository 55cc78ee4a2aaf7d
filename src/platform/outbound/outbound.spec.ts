/** Real servers on this machine, on addresses of their own: 127.0.0.2 stands for one that may be asked, 127.0.0.1 for one inside. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Outbound, type OutboundSettings } from './outbound.js';
import { isAskable } from './outbound-address.js';

const OUTSIDE = '127.0.0.2';
const INSIDE = '127.0.0.1';
const asked = { accept: 'application/json', largestBytes: 1_000, milliseconds: 5_000 };

describe('asking an address that somebody gave', () => {
  let outside: Server;
  let inside: Server;
  let port: number;
  let answer: RequestListener;
  let seen: string[];

  const listen = async (host: string, at: number): Promise<Server> => {
    const server = createServer((request, response) => {
      seen.push(`${host} ${request.url}`);
      answer(request, response);
    }).listen(at, host);
    await once(server, 'listening');
    return server;
  };

  beforeAll(async () => {
    outside = await listen(OUTSIDE, 0);
    ({ port } = outside.address() as AddressInfo);
    inside = await listen(INSIDE, port);
  });
  afterAll(async () => {
    for (const server of [outside, inside]) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });
  beforeEach(() => {
    seen = [];
    answer = (_request, response) => response.end('{"fine":true}');
  });

  const policy: OutboundSettings = { http: true, networks: [`${OUTSIDE}/32`] };
  const outcome = (address: string, settings: Partial<OutboundSettings> = {}, request = asked): Promise<string> =>
    new Outbound({ ...policy, ...settings }).get(address, request).then(
      ({ body }) => body.toString(),
      (error: Error & { problem?: string }) => error.problem ?? error.message,
    );
  const naming = (...answers: string[][]) => {
    const names: string[] = [];
    const resolve = (name: string) => {
      names.push(name);
      return Promise.resolve(answers[Math.min(names.length, answers.length) - 1]!.map((address) => ({ address, family: 4 })));
    };
    return { names, resolve };
  };

  it('answers what it says', async () => {
    expect([await outcome(`http://${OUTSIDE}:${port}/keys`), seen]).toEqual(['{"fine":true}', [`${OUTSIDE} /keys`]]);
  });

  it.each([
    `http://${INSIDE}`,
    'http://127.1',
    'http://0x7f.0.0.1',
    'http://2130706433',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://0.0.0.0',
    'http://169.254.169.254',
    'http://10.0.0.1',
    `http://user:password@${OUTSIDE}`,
    'file:///etc/passwd',
    'ftp://files.example',
    'gopher://127.0.0.1',
    'nothing',
  ])('never leads to %s', async (address) => {
    expect([await outcome(address.startsWith('http') ? `${address}:${port}` : address), seen]).toEqual(['address-not-allowed', []]);
  });

  it('looks a name up once, and asks the very address that was looked at, whatever the name says next', async () => {
    const { names, resolve } = naming([OUTSIDE], [INSIDE]);
    expect(await outcome(`http://keys.example:${port}/`, { resolve })).toBe('{"fine":true}');
    expect([names, seen]).toEqual([['keys.example'], [`${OUTSIDE} /`]]);
    expect([await outcome(`http://keys.example:${port}/`, { resolve }), seen.length]).toEqual(['address-not-allowed', 1]);
  });

  it.each([[[INSIDE]], [[OUTSIDE, INSIDE]], [['169.254.169.254']], [['::1']], [[]]])('asks no name that stands for %j', async (addresses) => {
    const { resolve } = naming(addresses);
    expect([await outcome(`http://keys.example:${port}/`, { resolve }), seen]).toEqual(['address-not-allowed', []]);
  });

  it('says that a name leads nowhere', async () => {
    expect(await outcome(`http://keys.example:${port}/`, { resolve: () => Promise.reject(new Error('no such name')) })).toBe('not-reached');
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (%i), not even to an address that may be asked', async (status) => {
    answer = (request, response) => response.writeHead(request.url === '/' ? status : 200, { location: `http://${OUTSIDE}:${port}/next` }).end('secret');
    expect([await outcome(`http://${OUTSIDE}:${port}/`), seen]).toEqual(['redirected', [`${OUTSIDE} /`]]);
  });

  it.each([204, 404, 500])('takes no answer of status %i', async (status) => {
    answer = (_request, response) => response.writeHead(status).end();
    expect(await outcome(`http://${OUTSIDE}:${port}/`)).toBe('unexpected-status');
  });

  it('reads no more than it was told, whatever length is announced', async () => {
    answer = (_request, response) => {
      response.on('error', () => undefined);
      const more = (): void => {
        while (response.write('x'.repeat(500))) if (response.destroyed) return;
        response.once('drain', more);
      };
      more();
    };
    expect(await outcome(`http://${OUTSIDE}:${port}/`)).toBe('too-large');
  });

  it('waits no longer than it was told, whether nothing comes or not the whole', async () => {
    answer = () => undefined;
    expect(await outcome(`http://${OUTSIDE}:${port}/`, {}, { ...asked, milliseconds: 100 })).toBe('too-slow');
    answer = (_request, response) => response.writeHead(200).write('{');
    expect(await outcome(`http://${OUTSIDE}:${port}/`, {}, { ...asked, milliseconds: 100 })).toBe('too-slow');
  });

  it('unpacks nothing, and breaks off at headers without end', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('packed');
    expect(await outcome(`http://${OUTSIDE}:${port}/`)).toBe('unexpected-status');
    answer = (_request, response) => response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
    expect(await outcome(`http://${OUTSIDE}:${port}/`)).toBe('not-reached');
  });
});

describe('an address that may be kept', () => {
  const outsideDevelopment = { http: false, networks: ['10.20.0.0/16'] };

  it.each(['https://keys.example/jwks', 'https://keys.example:443/', 'https://keys.example:8443/', 'https://8.8.8.8/', 'https://10.20.1.1:9000/'])(
    'is %s',
    (address) => {
      expect(isAskable(address, outsideDevelopment)).toBe(true);
    },
  );

  it.each([
    'http://keys.example/',
    'https://keys.example:22/',
    'https://keys.example:5432/',
    'https://keys.example:80/',
    'https://10.21.1.1/',
    'https://localhost.:22/',
    'https://[fd00::1]/',
    'https://user@keys.example/',
    'https://keys.example/#part',
    'http://10.20.1.1/',
    `https://keys.example/${'x'.repeat(2_000)}`,
    'javascript:alert(1)',
    '',
  ])('is not %s', (address) => {
    expect(isAskable(address, outsideDevelopment)).toBe(false);
  });
});
