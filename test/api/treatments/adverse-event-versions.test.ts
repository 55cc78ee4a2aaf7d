import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/platform/access/actor.dto.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { setStage } from '../../support/stages.js';

describe('the versions of an adverse event', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let technician: Caller;
  let path: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    technician = clinic.as('technician');
    const { id } = await setStage(clinic, 'updateAdverseEvent');
    path = `/v1/adverse-events/${id}`;
  });
  afterAll(() => app.stop());

  it('are all readable, with who and when, and on the timeline', async () => {
    await technician.patch(path, { grade: 2, actionNote: 'Cold compress' }, { ifMatch: 1 });
    await technician.post(`${path}/follow-ups`, { note: 'Better' }, { ifMatch: 2 });
    await dermatologist.post(`${path}/entered-in-error`, { reason: 'Another session' }, { ifMatch: 3 });
    const { body } = await technician.get(`${path}/versions?count=true`);
    expect(body.total).toBe(4);
    expect(body.items).toMatchObject([
      { number: 1, action: 'recorded', content: { type: 'swelling', grade: 1 }, recordedBy: dermatologist.actor, reason: null, difference: [] },
      {
        ...{ number: 2, action: 'changed', content: { type: 'swelling', grade: 2, actionNote: 'Cold compress' }, recordedBy: technician.actor },
        difference: [{ pointer: '/grade', before: 1, after: 2 }, { pointer: '/actionNote' }],
      },
      { number: 3, action: 'changed', recordedBy: technician.actor, difference: [] },
      { number: 4, action: 'entered-in-error', recordedBy: dermatologist.actor, reason: 'Another session', difference: [{ pointer: '/enteredInError' }] },
    ]);
    const event = (await dermatologist.get(path)).body as { id: string; patientId: string };
    const timeline = (await dermatologist.get(`/v1/patients/${event.patientId}/timeline?limit=200`)).body.items as {
      kind: string;
      resourceId: string;
      actor: Actor;
    }[];
    const own = timeline.filter(({ resourceId }) => resourceId === event.id).map(({ kind, actor }) => `${kind} ${actor.id}`);
    expect(own.sort()).toEqual(
      [
        `adverse-event-recorded ${dermatologist.id}`,
        `adverse-event-changed ${technician.id}`,
        `adverse-event-followed-up ${technician.id}`,
        `adverse-event-entered-in-error ${dermatologist.id}`,
      ].sort(),
    );
  });

  it('are for those who may read plans, of this clinic', async () => {
    for (const role of ['admin', 'receptionist', 'auditor'] as const)
      expect([role, (await clinic.as(role).get(`${path}/versions`)).status]).toEqual([role, 403]);
    expect((await (await app.clinic()).as('dermatologist').get(`${path}/versions`)).status).toBe(404);
  });
});
