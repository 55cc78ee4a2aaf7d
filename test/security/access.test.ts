/** Who may not, may not: whatever the id names, in the same words, and nothing is stored. By role, by a client's scope, by a scope that a person gave. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { listPermissionsOfRole, listPermissionsOfScopes, roles, scopes, type Permission } from '../../src/platform/access/policy.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../support/app.js';
import { contentsOf } from '../support/contents.js';
import { ABSENT, idsOf } from '../support/ids-of-clinic.js';
import { operations, permissionOf } from '../support/openapi-validator.js';
import { isInTurn } from '../support/share.js';
import { goodClaims, signerOf, signToken, type Signer } from '../support/signed-tokens.js';

const guarded = operations.filter(({ operation }) => operation.security?.length);

describe('whoever may not', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let other: TestClinic;
  let signer: Signer;
  let own: Record<string, string>;
  let theirs: Record<string, string>;

  beforeAll(async () => {
    app = await startApp();
    [clinic, other] = [await app.clinic(), await app.clinic()];
    [own, theirs] = [await idsOf(clinic), await idsOf(other)];
    signer = await signerOf(app);
  });
  afterAll(() => app.stop());

  const wordsOf = ({ status, body }: Response): unknown => {
    const { traceId: _trace, instance: _instance, ...words } = body as Record<string, unknown>;
    return { status, ...words };
  };

  /** Asks all that the permissions leave out with ids of each kind; the answer is one and the same. */
  const expectRefusals = async (caller: Caller, granted: ReadonlySet<Permission>): Promise<void> => {
    const before = [await contentsOf(app, clinic), await contentsOf(app, other)];
    let refused = 0;
    for (const { path, method } of guarded.filter(({ operation }) => !granted.has(permissionOf(operation)))) {
      const ask = async (ids: Record<string, string>): Promise<unknown> => {
        const url = path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => ids[name] ?? ABSENT);
        const response = await (method === 'get' ? caller.get(url) : caller.send(method, url, {}, { ifMatch: 1 }));
        expect([url, response.status]).toEqual([url, 403]);
        refused++;
        return wordsOf(response);
      };
      const first = await ask(own);
      if (!path.includes('{')) continue;
      // One of the two, in turn: the refusal comes before anything is looked for.
      expect([path, await ask(refused % 2 === 0 ? theirs : {})]).toEqual([path, first]);
    }
    expect(refused).toBeGreaterThan(20);
    expect([await contentsOf(app, clinic), await contentsOf(app, other)]).toEqual(before);
  };

  it.each(roles)('in the role %s, is refused whatever the id names', async (role) => {
    await expectRefusals(clinic.as(role), listPermissionsOfRole(role));
  });

  it('as a client without any scope, is refused whatever the id names', async () => {
    await expectRefusals(await clinic.asClient([]), listPermissionsOfScopes([]));
  });

  it.each(scopes)('as a person who gave away the scope %s alone, is refused all else of the role', async (scope) => {
    const token = await signToken(signer, { ...goodClaims(clinic.id, clinic.staff.dermatologist), scope });
    const granted = listPermissionsOfScopes([scope]);
    const ofRole = listPermissionsOfRole('dermatologist');
    // A third of the operations for each scope, another one for the next: that scopes leave out what they do not grant is decided in one place.
    const number = scopes.indexOf(scope);
    for (const { path, method, operation } of guarded.filter((_, index) => isInTurn(index + number, 3))) {
      const permission = permissionOf(operation);
      const url = path.replaceAll(/\{[^}]+\}/g, ABSENT);
      const response = await (method === 'get' ? app.bearer(token).get(url) : app.bearer(token).send(method, url, {}, { ifMatch: 1 }));
      expect([method, path, response.status !== 403]).toEqual([method, path, granted.has(permission) && ofRole.has(permission)]);
    }
  });

  it('without a token, is told so and nothing else, whatever the id names', async () => {
    const before = await contentsOf(app, clinic);
    for (const { path, method } of guarded) {
      const ask = async (ids: Record<string, string>): Promise<unknown> => {
        const url = path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => ids[name] ?? ABSENT);
        const response = await (method === 'get' ? app.nobody.get(url) : app.nobody.send(method, url, {}, { ifMatch: 1 }));
        expect([url, response.status, response.headers['www-authenticate']]).toEqual([url, 401, expect.stringContaining('Bearer')]);
        return wordsOf(response);
      };
      expect([path, await ask(own)]).toEqual([path, await ask({})]);
    }
    expect(await contentsOf(app, clinic)).toEqual(before);
  });
});
