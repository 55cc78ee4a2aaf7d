import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contradictions, statements } from '../../../src/sources/index.js';
import { startApp, type TestApp } from '../../support/app.js';

describe('the page of sources', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('says, without a token, what each number means, at a place of its own', async () => {
    const page = await app.nobody.get('/sources');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const [id, text] of Object.entries(statements)) expect(page.text).toContain(`<dt id="${id}"><a href="#${id}">${id}</a></dt><dd>${text}</dd>`);
    for (const id of Object.keys(contradictions)) expect(page.text).toContain(`<dt id="${id}">`);
  });

  it('is what the API document refers to', async () => {
    expect((await app.nobody.get('/openapi.json')).body.info.description).toContain('(/sources)');
  });
});
