import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { activePlan } from '../support/journey.js';
import { document, operations, requiredQuery } from '../support/openapi-validator.js';
import { callerFor } from '../support/stages.js';

interface Listed {
  type?: string;
  items?: { $ref?: string };
}

const valuesOf = ({ items }: Listed): string[] => {
  const component = document.components.schemas[items?.$ref?.split('/').at(-1) ?? ''] as { enum?: string[] } | undefined;
  return component?.enum ?? [];
};

const several = operations.flatMap(({ path, operation }) =>
  (operation.parameters ?? [])
    .filter(({ in: place, schema }) => place === 'query' && (schema as Listed).type === 'array')
    .map(({ name, schema }) => ({ path, operation, name, values: valuesOf(schema as Listed) })),
);
const coded = several.filter(({ values }) => values.length > 0).map((item) => [`${item.operation.operationId}?${item.name}`, item] as const);

/** What an answer is apart from when it was made, and where its next page is. */
const lasting = (body: object): object => ({ ...body, computedAt: null, evaluatedAt: null, nextCursor: null });

describe('a list in a query', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let ids: Record<string, string>;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    const { planId, prepared, sessionIds } = await activePlan(clinic);
    ids = { patientId: prepared.patientId, planId, sessionId: sessionIds[0]! };
  });
  afterAll(() => app.stop());

  const ask = async ({ path, operation }: (typeof several)[number], query: string) => {
    const url = path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => ids[name]!);
    const needed = requiredQuery(operation);
    const { status, body } = await callerFor(clinic, operation).get(`${url}${needed === '' ? '?' : `${needed}&`}${query}`);
    return { status, body: lasting(body as object) };
  };

  it.each(coded)('%s says the same by commas and by repetition, and any of it will do', async (_name, entry) => {
    const { name, values } = entry;
    const [commas, repeated, spaced] = [
      await ask(entry, `${name}=${values.join()}`),
      await ask(entry, values.map((value) => `${name}=${value}`).join('&')),
      await ask(entry, `${name}=${values.join(',%20')}`),
    ];
    expect(commas.status).toBe(200);
    expect(repeated).toEqual(commas);
    expect(spaced).toEqual(commas);
    const each = await Promise.all(values.map((value) => ask(entry, `${name}=${value}&limit=200`)));
    const found = new Set(each.flatMap(({ body }) => (body as { items: unknown[] }).items.map((item) => JSON.stringify(item))));
    const all = (await ask(entry, `${name}=${values.join()}&limit=200`)).body as { items: unknown[] };
    if (!/listAdverseEventTypes/.test(_name)) expect(new Set(all.items.map((item) => JSON.stringify(item)))).toEqual(found);
  });

  it.each(coded)('%s refuses what is no value, and an empty one', async (_name, item) => {
    for (const query of [`${item.name}=${item.values[0]},leeches`, `${item.name}=`, `${item.name}=${item.values[0]},`]) {
      const { status, body } = await ask(item, query);
      expect([query, status, body]).toEqual([query, 400, expect.objectContaining({ errors: [expect.objectContaining({ pointer: `?${item.name}` })] })]);
    }
  });

  it('takes names and ids alike', async () => {
    const checklist = several.find(({ operation, name }) => operation.operationId === 'getSessionChecklist' && name === 'ingredients')!;
    const commas = await ask(checklist, 'ingredients=biotin,lidocaine');
    expect(commas.status).toBe(200);
    expect(await ask(checklist, 'ingredients=biotin&ingredients=lidocaine')).toEqual(commas);
    expect((await ask(checklist, 'products=nothing')).status).toBe(400);
  });
});
