/** Who did something, in answers: `{ id, name, role }`, as they are called now, with one question for an answer, or none. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen, recordOne } from '../../../bench/record.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';

let app: TestApp;
let clinic: TestClinic;
let patientId: string;

beforeAll(async () => {
  listen();
  app = await startApp();
  clinic = await app.clinic();
  patientId = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
});
afterAll(() => app.stop());

const record = async (caller: Caller, text: string): Promise<string> => {
  const { status, body } = await caller.post(`/v1/patients/${patientId}/conditions`, { text });
  expect([status, body.provenance.recordedBy]).toEqual([201, caller.actor]);
  return body.id as string;
};
const recorderOf = async (id: string): Promise<unknown> => (await clinic.as('dermatologist').get(`/v1/conditions/${id}`)).body.provenance.recordedBy;
const questions = async (ask: () => Promise<unknown>): Promise<number> => {
  const trips = await recordOne(async () => void (await ask()));
  return trips.flatMap(({ statements }) => statements).filter(({ name }) => name === 'access.actors').length;
};

describe('who did something', () => {
  it('is a person with the role, or a client, whose role is client', async () => {
    const client = await clinic.asClient(['consultation.read', 'consultation.write']);
    const [byPerson, byClient] = [await record(clinic.as('dermatologist'), 'Thinning'), await record(client, 'Itching')];
    expect(await recorderOf(byPerson)).toEqual({ id: clinic.staff.dermatologist, name: 'Test dermatologist', role: 'dermatologist' });
    expect(await recorderOf(byClient)).toEqual({ id: client.id, name: 'Test client', role: 'client' });
  });

  it('has the name and role of now, in the trail the role of then; a change is told at once', async () => {
    const person = await clinic.another('dermatologist');
    const id = await record(person, 'Scaling');
    expect(await recorderOf(id)).toEqual(person.actor);
    const changed = await clinic.as('admin').patch(`/v1/staff/${person.id}`, { name: 'Renamed Example', role: 'admin' }, { ifMatch: 1 });
    expect(changed.status).toBe(200);
    expect(await recorderOf(id)).toEqual({ id: person.id, name: 'Renamed Example', role: 'admin' });
    const { items } = (await clinic.as('auditor').get(`/v1/audit-events?actorId=${person.id}`)).body as { items: { action: string; actor: unknown }[] };
    expect(items.find(({ action }) => action.endsWith('create'))!.actor).toEqual({ id: person.id, name: 'Renamed Example', role: 'dermatologist' });
  });

  it('stays named after the person has left', async () => {
    const person = await clinic.another('dermatologist');
    const id = await record(person, 'Dandruff');
    expect((await clinic.as('admin').patch(`/v1/staff/${person.id}`, { status: 'inactive' }, { ifMatch: 1 })).status).toBe(200);
    expect(await recorderOf(id)).toEqual(person.actor);
  });

  it('costs one question for an answer, however many it names, and none while they are known', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => clinic.another('dermatologist')));
    for (const [index, person] of people.entries()) await record(person, `Finding ${index}`);
    const list = async (): Promise<void> => {
      const { items } = (await clinic.as('dermatologist').get(`/v1/patients/${patientId}/conditions?limit=200`)).body as {
        items: { provenance: { recordedBy: { id: string } } }[];
      };
      const named = items.map(({ provenance }) => provenance.recordedBy);
      for (const person of people) expect(named).toContainEqual(person.actor);
    };
    // Registering another person or client makes every process forget whom it knows.
    await clinic.asClient(['patient.read']);
    expect(await questions(list)).toBeLessThanOrEqual(1);
    await list();
    expect(await questions(list)).toBe(0);
  });

  it('is who asks, without a question', async () => {
    const person = await clinic.another('dermatologist');
    let times = 0;
    expect(await questions(() => record(person, `Redness ${++times}`))).toBe(0);
  });

  it('is kept with an answer that is repeated', async () => {
    const person = await clinic.another('dermatologist');
    const send = () => person.post(`/v1/patients/${patientId}/conditions`, { text: 'Burning' }, { headers: { 'idempotency-key': 'actors-once' } });
    const [first, again] = [await send(), await send()];
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(again.body.provenance.recordedBy).toEqual(person.actor);
  });
});
