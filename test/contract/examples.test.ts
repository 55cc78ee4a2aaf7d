/** Every example that the OpenAPI document shows is sent to the server as it stands there, and accepted. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { examples, sendTo, setStage } from '../support/stages.js';

/** Taken of a login with a password and an authenticator alone: `api/authorization/own-account.test.ts` sends such bodies. */
const needsLogin = new Set(['changeMyPassword', 'confirmMyAuthenticator']);
const sent = examples.filter(({ operation }) => !needsLogin.has(operation.operationId));

describe('the example', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it.each(sent.map((example) => [example.operation.operationId, example.type, example.name, example] as const))(
    'of %s (%s) "%s" is accepted',
    async (operationId, _type, _name, example) => {
      const clinic = await app.clinic();
      const stage = await setStage(clinic, operationId);
      if (example.path.includes('{')) expect(stage.id).toBeDefined();
      const response = await sendTo(clinic, example, stage, { ...example.value, ...stage.ids });
      expect([response.status < 300, response.body.detail, response.body.errors]).toEqual([true, undefined, undefined]);
    },
  );
});
