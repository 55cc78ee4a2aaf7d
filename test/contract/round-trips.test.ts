/** What GET answers, PUT takes: of every PUT of the API document, what there is to be read is sent back as it came, with its ETag; it is taken, and changes nothing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { resolve, type Schema } from '../support/body-places.js';
import { operations } from '../support/openapi-validator.js';
import { photographWithMetadata } from '../support/pictures.js';
import { callerFor, examples, FORM, sendTo, setStage, type Stage } from '../support/stages.js';

interface Way {
  /** Where the content is read; where it is put, unless told otherwise. */
  read?: (path: string) => string;
  /** The part of what is read that the PUT replaces. */
  part?: 'medicalHistory' | 'historyToConfirm';
  /** What is there to be read; the example of the PUT, unless told otherwise. */
  stage?: (clinic: TestClinic) => Promise<Stage>;
}

const consultationOf = (path: string): string => path.replace(/\/medical-history$/, '');

/** A draft that begins with what a signed consultation of the example's history said. */
const nextDraft = async (clinic: TestClinic): Promise<Stage> => {
  const dermatologist = clinic.as('dermatologist');
  const { id } = await setStage(clinic, 'signConsultation');
  const { body: signed } = await dermatologist.post(`/v1/consultations/${id}/sign`, {}, { ifMatch: 1 });
  const { body } = await dermatologist.post(`/v1/patients/${signed.patientId}/consultations`, { startedAt: new Date().toISOString() });
  return { id: body.id as string, ifMatch: 1 };
};

/** Every PUT, with the ways in which what it replaces is read. */
const ways: Record<string, Way[]> = {
  replaceOpeningDays: [{}],
  replaceRequestSettings: [{}],
  replaceConsentDocument: [{}],
  replaceConsentValidity: [{}],
  replaceSecondFactorPolicy: [{}],
  replaceAccessPolicy: [{}],
  replaceCareTeam: [{}],
  replaceAccessRestriction: [{}],
  replaceMedicalHistory: [
    { read: consultationOf, part: 'medicalHistory' },
    { read: consultationOf, part: 'historyToConfirm', stage: nextDraft },
  ],
  replaceRuleset: [{}],
  replaceProtocol: [{}],
  replacePriceList: [{}],
  replaceCareInstructions: [{}],
  replaceWorkingHours: [{}],
  replaceHolidayCalendar: [{}],
};

const puts = operations.filter(({ method }) => method === 'put');
const taken = puts.flatMap(({ operation: { operationId } }) =>
  (ways[operationId] ?? []).map((way) => ({ ...way, example: examples.find(({ operation }) => operation.operationId === operationId)! })),
);
const ofJson = taken.filter(({ example }) => example.type !== FORM);
const ofFiles = taken.filter(({ example }) => example.type === FORM);

type Content = Record<string, unknown>;

/** The properties of a body, by the document, that are sent and stored, or that are read-only. */
const propertiesOf = ({ operation, type }: (typeof taken)[number]['example'], readOnly: boolean): string[] =>
  Object.entries(resolve(operation.requestBody!.content[type]!.schema as Schema).properties ?? {})
    .filter(([, property]) => 'readOnly' in property === readOnly)
    .map(([name]) => name);

const storedIn = (content: Content, way: (typeof taken)[number]): Content =>
  Object.fromEntries(propertiesOf(way.example, false).flatMap((name) => (name in content ? [[name, content[name]]] : [])));

/** Another value of the same form, where one is easily made. */
const otherThan = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 40;
  // Somebody else in place of who did something.
  if (typeof value === 'object' && value !== null && 'role' in value) return { ...value, id: otherThan((value as { id?: unknown }).id), name: 'Somebody Else' };
  return typeof value === 'string' && /^[\da-f]{8}-/.test(value) ? '01936f00-0000-7000-8000-00000000dead' : value;
};

describe('what GET answers', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  /** Makes what there is to be read, and says where. */
  const prepare = async ({ example, stage, read = (path) => path }: (typeof taken)[number]) => {
    clinic = await app.clinic();
    const set = await (stage ?? ((of: TestClinic) => setStage(of, example.operation.operationId)))(clinic);
    if (!stage) expect((await sendTo(clinic, example, set, { ...example.value, ...set.ids })).status).toBe(200);
    const path = example.path.replace(/\{[^}]+\}/, set.id ?? '');
    return { path, readAt: read(path), caller: callerFor(clinic, example.operation) };
  };

  it('is known here of every PUT', () => {
    expect(Object.keys(ways).sort()).toEqual(puts.map(({ operation }) => operation.operationId).sort());
  });

  it.each(ofJson.map((way) => [way.example.operation.operationId, way.part ?? 'the whole', way] as const))(
    'is taken by %s as it came: %s',
    async (_operationId, _part, way) => {
      const { path, readAt, caller } = await prepare(way);
      const { headers, body } = await caller.get(readAt);
      const sent = (way.part ? body[way.part] : body) as Content;
      const readOnly = propertiesOf(way.example, true).filter((name) => name in sent);
      if (way.part !== 'medicalHistory') expect(readOnly.length).toBeGreaterThan(0);
      const taken = await caller.put(path, sent, { ifMatch: headers.etag as string });
      expect([taken.status, taken.body.errors]).toEqual([200, undefined]);
      const after = (await caller.get(readAt)).body as Content;
      const content = (way.part ? after['medicalHistory'] : after) as Content;
      // A history also says that pregnancy was not asked, which is never taken over.
      if (way.part === 'historyToConfirm') expect(content).toMatchObject(storedIn(sent, way));
      else expect(storedIn(content, way)).toEqual(storedIn(sent, way));
      // Nothing of what is read-only was kept beside it.
      if (way.part) expect(Object.keys(content).filter((name) => propertiesOf(way.example, true).includes(name))).toEqual([]);
    },
  );

  it.each(ofJson.map((way) => [way.example.operation.operationId, way.part ?? 'the whole', way] as const))(
    'is refused by %s with a property that is not known there: %s',
    async (_operationId, _part, way) => {
      const { path, readAt, caller } = await prepare(way);
      const { headers, body } = await caller.get(readAt);
      const sent = (way.part ? body[way.part] : body) as Content;
      const refused = await caller.put(path, { ...sent, colour: 'red' }, { ifMatch: headers.etag as string });
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/colour', code: 'unknown-property' }]]);
      expect((await caller.get(readAt)).body).toEqual(body);
    },
  );

  it.each(ofJson.filter(({ part }) => !part).map((way) => [way.example.operation.operationId, way] as const))(
    'is taken by %s, and what is read-only stays as it is, whatever is sent for it',
    async (_operationId, way) => {
      const { path, readAt, caller } = await prepare(way);
      const { headers, body } = await caller.get(readAt);
      const readOnly = propertiesOf(way.example, true);
      const others: [string, unknown][] = readOnly.filter((name) => name in body).map((name) => [name, otherThan(body[name])]);
      const other = Object.fromEntries(others);
      const taken = await caller.put(path, { ...body, ...other }, { ifMatch: headers.etag as string });
      expect([taken.status, taken.body.errors]).toEqual([200, undefined]);
      const same = (one: unknown, another: unknown): boolean => JSON.stringify(one) === JSON.stringify(another);
      const changed = others.filter(([name, value]) => !same(value, body[name]) && same(taken.body[name], value)).map(([name]) => name);
      expect(changed).toEqual([]);
      expect(taken.body).toMatchObject(storedIn(body as Content, way));
    },
  );

  it.each(ofFiles.map((way) => [way.example.operation.operationId, way] as const))(
    'is taken by %s as it came, once: the file',
    async (operationId, { example, read = (path) => path }) => {
      clinic = await app.clinic();
      const caller = callerFor(clinic, example.operation);
      const place = async () => {
        const { id, ifMatch } = await setStage(clinic, operationId);
        return { path: example.path.replace(/\{[^}]+\}/, id!), ifMatch: ifMatch! };
      };
      const [one, other] = [await place(), await place()];
      expect((await caller.sendForm('put', one.path, { file: await photographWithMetadata() }, one)).status).toBe(200);
      const { body: file } = (await caller.download(read(one.path))) as { body: Buffer };
      expect((await caller.sendForm('put', other.path, { file }, other)).status).toBe(200);
      expect((await caller.download(read(other.path))).body.equals(file)).toBe(true);
      // It is evidence: what is there is replaced by nothing, not even by itself.
      const again = await caller.sendForm('put', one.path, { file }, { ifMatch: one.ifMatch + 1 });
      expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
      expect((await caller.download(read(one.path))).body.equals(file)).toBe(true);
    },
  );
});
