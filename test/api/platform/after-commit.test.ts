/** What follows a stored change, such as a mail, waits for the commit. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/platform/database/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('work that follows a change', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let database: Database;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    database = app.inside(Database);
  });
  afterAll(() => app.stop());

  it('runs after the commit, in its order, and not where the transaction is rolled back', async () => {
    const done: string[] = [];
    const follow = (name: string) => database.runAfterCommit(() => Promise.resolve(void done.push(name)));
    await database.runInClinic(clinic.id, async () => {
      await follow('first');
      await follow('second');
      done.push('the change');
    });
    expect(done.splice(0)).toEqual(['the change', 'first', 'second']);
    const failing = database.runInClinic(clinic.id, async () => {
      await follow('never');
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(done).toEqual([]);
  });

  it('runs at once where there is no transaction', async () => {
    const done: string[] = [];
    await database.runAfterCommit(() => Promise.resolve(void done.push('at once')));
    expect(done).toEqual(['at once']);
  });
});
