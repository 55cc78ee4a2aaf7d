/**
 * Addresses that users give: each field of the API document that takes one, and the registration of clients, against addresses inside. A real server on this machine
 * stands for what is inside, and is never asked. What `platform/outbound` does with names and redirects is tried beside it, in `outbound.spec.ts`.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAskable } from '../../src/platform/outbound/outbound-address.js';
import type { TestApp, TestClinic } from '../support/app.js';
import { bodySchema, placesOf, withValue, type Json } from '../support/body-places.js';
import { startListening } from '../support/log-in.js';
import { examples, FORM, sendTo, setStage } from '../support/stages.js';

/** Spellings of addresses that are not public, by what is special about them. PORT is that of the server inside. */
const inside: Record<string, string> = {
  'the machine itself': 'https://127.0.0.1:PORT/',
  'another address of the machine': 'https://127.8.9.10/',
  'a short form': 'https://127.1/',
  'a decimal number': 'https://2130706433/',
  'a hexadecimal number': 'https://0x7f000001/',
  'octal parts': 'https://0177.0.0.01/',
  'hexadecimal parts': 'https://0x7f.0x0.0x0.0x1/',
  'a full stop at the end': 'https://127.0.0.1./',
  'digits of another script': 'https://１２７.０.０.１/',
  'full stops of another script': 'https://127。0。0。1/',
  'encoded digits': 'https://%31%32%37.0.0.1/',
  'no address': 'https://0.0.0.0/',
  zero: 'https://0/',
  'a private network of class A': 'https://10.0.0.1/',
  'a private network of class B': 'https://172.16.0.1/',
  'a private network of class C': 'https://192.168.1.1/',
  'the metadata of a cloud': 'https://169.254.169.254/latest/meta-data/',
  'the metadata of a cloud, as a number': 'https://2852039166/',
  'the metadata of a cloud in IPv6': 'https://[fd00:ec2::254]/',
  'shared addresses': 'https://100.64.0.1/',
  'addresses of tests': 'https://192.0.2.1/',
  benchmarks: 'https://198.18.0.1/',
  multicast: 'https://224.0.0.1/',
  everybody: 'https://255.255.255.255/',
  'the machine itself in IPv6': 'https://[::1]:PORT/',
  'no address in IPv6': 'https://[::]/',
  'IPv4 in IPv6': 'https://[::ffff:127.0.0.1]/',
  'IPv4 in IPv6, hexadecimal': 'https://[::ffff:7f00:1]/',
  'IPv4 in IPv6, the old way': 'https://[::127.0.0.1]/',
  'IPv4 by translation': 'https://[64:ff9b::7f00:1]/',
  'IPv4 by 6to4': 'https://[2002:7f00:1::]/',
  'IPv4 by Teredo': 'https://[2001:0:7f00:1::]/',
  'a unique local address': 'https://[fc00::1]/',
  'a link': 'https://[fe80::1]/',
  'a link with its zone': 'https://[fe80::1%25eth0]/',
  'a user in front': 'https://keys.example@127.0.0.1/',
  'a user alone': 'https://user@keys.example/',
  'a backslash': 'https://keys.example\\@127.0.0.1/',
  'a fragment': 'https://keys.example/#@127.0.0.1/',
  'a port of SSH': 'https://keys.example:22/',
  'a port of a database': 'https://keys.example:5432/',
  'a port of mail': 'https://keys.example:25/',
  'port 0': 'https://keys.example:0/',
  'no TLS': 'http://keys.example/',
  'no TLS inside': 'http://127.0.0.1:PORT/',
  'a file': 'file:///etc/passwd',
  gopher: 'gopher://127.0.0.1:PORT/_GET',
  ftp: 'ftp://127.0.0.1/',
  data: 'data:application/json,{}',
  'no scheme': '//127.0.0.1/',
  'a line break': 'https://keys.example/\r\nHost: inside',
};

/** Fields whose address the server itself asks. Any other is kept, shown, and never asked. */
const askedFields = ['publicKeysUri'];

describe('an address that somebody gives', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let server: Server;
  let port: string;
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url!);
      response.end('{"keys":[]}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = String((server.address() as AddressInfo).port);
    ({ app, url } = await startListening());
    clinic = await app.clinic();
  });
  afterAll(async () => {
    server.close();
    await app.stop();
    expect(asked).toEqual([]);
  });

  it.each(Object.entries(inside))('is not asked, and not kept to be asked later: %s', (_what, address) => {
    expect(isAskable(address.replace('PORT', port), { http: false, networks: [] })).toBe(false);
  });

  const isAddress = (name: string, format: string | undefined): boolean => format === 'uri' || /Uri$|Uris$|^url$|Url$|logo/i.test(name);
  const fields = [...new Map(examples.filter(({ type }) => type !== FORM).map((example) => [example.operation.operationId, example])).values()].flatMap(
    (example) =>
      placesOf(bodySchema(example))
        .filter(
          ({ path, schema, isReadOnly, types }) =>
            !isReadOnly && types.includes('string') && isAddress(path.filter((part) => part !== '0').at(-1)!, schema.format),
        )
        .map(({ path }) => [`${example.operation.operationId} ${path.join('/')}`, { example, path }] as const),
  );

  it('has its fields in the document', () => {
    expect(fields.map(([name]) => name)).toEqual(expect.arrayContaining(['createIntegrationClient publicKeysUri', 'createIntegrationClient redirectUris/0']));
  });

  it.each(fields)('in %s leads the server nowhere', async (_name, { example, path }) => {
    const stage = await setStage(clinic, example.operation.operationId);
    const shown = { ...example.value, ...stage.ids, ...(path[0] === 'publicKeysUri' && { kind: 'confidential' }) } as Json;
    for (const [what, address] of Object.entries(inside)) {
      const { status } = await sendTo(clinic, example, stage, withValue(shown, path, address.replace('PORT', port)));
      // What the server asks itself must be refused; what is only kept may be another thing that people open.
      if (askedFields.includes(path[0]!)) expect([what, status]).toEqual([what, 400]);
      else expect([what, status < 500]).toEqual([what, true]);
    }
  });

  it('in the registration of a client is refused, and nothing is asked', async () => {
    const allowed = { name: 'For many', scopes: ['patient.read'], maxRegistrations: 100, validForDays: 1 };
    const { token } = (await clinic.as('admin').post('/v1/client-registration-tokens', allowed)).body as { token: string };
    for (const [what, address] of Object.entries(inside)) {
      const answer = await fetch(`${url}/oauth/register`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ client_name: 'Example', grant_types: ['client_credentials'], token_endpoint_auth_method: 'private_key_jwt', scope: 'patient.read' },
          ...{ jwks_uri: address.replace('PORT', port) },
        }),
      });
      expect([what, answer.status]).toEqual([what, 400]);
    }
  });
});
