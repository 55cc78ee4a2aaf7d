/** The calendar of a plan through its life: what was sent once is taken back, never left standing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, planFor, prepare } from '../../support/journey.js';
import { treatmentExamples } from '../../../src/treatments/index.js';

interface Entry {
  uid: string;
  status: string;
  sequence: number;
  stamp: string;
}

describe('the calendar of a plan', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const answer = (planId: string, language = 'en') => dermatologist().get(`/v1/treatment-plans/${planId}/care-instructions/calendar?language=${language}`);
  const act = async (planId: string, action: string, ifMatch: number, body: object = { reason: 'The patient travels' }) => {
    const moved = await dermatologist().post(`/v1/treatment-plans/${planId}/${action}`, body, { ifMatch });
    if (moved.status !== 200) throw new Error(moved.text);
  };

  /** Parses the file, and holds it to what RFC 5545 and 5546 ask of any. */
  const entriesOf = async (planId: string, language = 'en'): Promise<Map<string, Entry>> => {
    const { status, text } = await answer(planId, language);
    expect([status, text.startsWith('BEGIN:VCALENDAR\r\n'), text.endsWith('\r\nEND:VCALENDAR\r\n')]).toEqual([200, true, true]);
    const lines = text.split('\r\n');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
    const file = new ICAL.Component(ICAL.parse(text) as unknown[]);
    for (const property of ['version', 'prodid', 'method']) expect(file.getAllProperties(property)).toHaveLength(1);
    const events = file.getAllSubcomponents('vevent');
    expect(events.length).toBeGreaterThan(0);
    const entries = events.map((event): Entry => {
      for (const property of ['uid', 'dtstamp', 'dtstart', 'sequence', 'status', 'summary']) expect(event.getAllProperties(property)).toHaveLength(1);
      const value = (property: string) => String(event.getFirstPropertyValue(property));
      return { uid: value('uid'), status: value('status'), sequence: Number(value('sequence')), stamp: value('dtstamp') };
    });
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(entries.length);
    return new Map(entries.map((entry) => [entry.uid, entry]));
  };
  const ofSession = (entries: Map<string, Entry>, id: string) => [...entries.values()].filter(({ uid }) => uid.includes(id));
  /** No event of an earlier file is missing in the later one, and none is older there. */
  const expectNewer = (before: Map<string, Entry>, after: Map<string, Entry>) => {
    for (const [uid, { sequence, stamp }] of before) {
      const now = after.get(uid);
      expect([uid, now !== undefined && now.sequence >= sequence && now.stamp >= stamp]).toEqual([uid, true]);
    }
  };
  const statuses = (entries: Iterable<Entry>) => [...new Set([...entries].map(({ status }) => status))].sort();

  it('sends a session that was cancelled or missed, and what was to be done around it, as cancelled and newer', async () => {
    const { planId, sessionIds } = await activePlan(clinic, 'scalp-micropigmentation');
    const before = await entriesOf(planId);
    expect(statuses(before.values())).toEqual(['CONFIRMED']);
    const [missed, cancelled] = sessionIds as [string, string];
    await dermatologist().post(`/v1/treatment-sessions/${cancelled}/cancel`, { reason: 'Ill' }, { ifMatch: 1 });
    await dermatologist().post(`/v1/treatment-sessions/${missed}/no-show`, undefined, { ifMatch: 1 });
    const after = await entriesOf(planId);
    expectNewer(before, after);
    for (const id of [missed, cancelled]) {
      expect([statuses(ofSession(after, id)), ofSession(after, id).length]).toEqual([['CANCELLED'], ofSession(before, id).length]);
      expect(ofSession(before, id).length).toBeGreaterThan(1);
      for (const { uid, sequence } of ofSession(before, id)) expect(after.get(uid)!.sequence).toBeGreaterThan(sequence);
    }
    expect(statuses(ofSession(after, sessionIds[2]!))).toEqual(['CONFIRMED']);
  });

  it('of a plan on hold is tentative where it is to come, and stands again when the plan goes on', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    const [given, next] = sessionIds as [string, string];
    await dermatologist().post(`/v1/treatment-sessions/${given}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    await dermatologist().post(`/v1/treatment-sessions/${given}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
    const active = await entriesOf(planId);
    await act(planId, 'hold', version);
    const held = await entriesOf(planId);
    expectNewer(active, held);
    expect([statuses(ofSession(held, next)), statuses(ofSession(held, given))]).toEqual([['TENTATIVE'], ['CONFIRMED']]);
    for (const { uid, sequence } of ofSession(active, next)) expect(held.get(uid)!.sequence).toBeGreaterThan(sequence);
    await act(planId, 'resume', version + 1, {});
    const resumed = await entriesOf(planId);
    expectNewer(held, resumed);
    expect(statuses(resumed.values())).toEqual(['CONFIRMED']);
    // Another wording, or another span, is news too.
    const { body } = await clinic.as('admin').get('/v1/care-instructions');
    await clinic.as('admin').put('/v1/care-instructions', { instructions: body.instructions }, { ifMatch: body.version });
    const [one] = ofSession(resumed, next);
    expect((await entriesOf(planId)).get(one!.uid)!.sequence).toBeGreaterThan(one!.sequence);
  });

  it('of a plan that ended is a valid file: before it had sessions, after some, and after all', async () => {
    const prepared = await prepare(clinic);
    const { body } = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    const none = await answer(body.id as string);
    expect([none.status, none.body.type]).toEqual([409, '/problems/conflict']);
    await act(body.id as string, 'cancel', 1);
    expect(statuses((await entriesOf(body.id as string)).values())).toEqual(['CANCELLED']);

    const { planId, version, sessionIds } = await activePlan(clinic);
    const before = await entriesOf(planId);
    await act(planId, 'cancel', version);
    const after = await entriesOf(planId);
    expectNewer(before, after);
    expect([statuses(after.values()), after.size]).toEqual([['CANCELLED'], before.size]);

    const whole = await activePlan(clinic);
    for (const id of whole.sessionIds) await dermatologist().post(`/v1/treatment-sessions/${id}/cancel`, { reason: 'Ill' }, { ifMatch: 1 });
    expect(statuses((await entriesOf(whole.planId)).values())).toEqual(['CANCELLED']);
    expect(sessionIds.length).toBe(8);
  });

  it('says where the clinic is, with its sessions, once that is known', async () => {
    const { planId } = await activePlan(clinic);
    const places = async () => (await answer(planId)).text.replaceAll('\r\n ', '').match(/^LOCATION:.*$/gm) ?? [];
    expect(await places()).toEqual([]);
    const address = { lines: ['12 Example Road, Sector 15; east'], city: 'Gurugram', postalCode: '122001', country: 'IN' };
    const { version } = (await clinic.as('admin').get('/v1/clinic')).body as { version: number };
    expect((await clinic.as('admin').patch('/v1/clinic', { address }, { ifMatch: version })).status).toBe(200);
    await entriesOf(planId);
    expect([...new Set(await places())]).toEqual([expect.stringMatching(/12 Example Road\\, Sector 15\\; east\\, Gurugram 122001\r?$/)]);
  });

  it('has no line that is too long in any language', async () => {
    const { planId } = await activePlan(clinic);
    expect((await entriesOf(planId, 'hi')).size).toBe((await entriesOf(planId, 'en')).size);
  });
});
