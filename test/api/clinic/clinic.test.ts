import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const contact = {
  phone: '0124 400 0000',
  email: 'clinic@example.test',
  address: { lines: ['12 Example Road'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' },
  emergencyPhone: '112',
};

describe('how a clinic is reached', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const change = (patch: object, ifMatch: number, who = clinic.as('admin')) => who.patch('/v1/clinic', patch, { ifMatch });
  const errorsOf = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

  it('is unknown until the administrator says it, and then read by everybody of the clinic, numbers in E.164', async () => {
    const before = await clinic.as('receptionist').get('/v1/clinic');
    for (const member of Object.keys(contact)) expect(before.body).not.toHaveProperty(member);
    const changed = await change(contact, 1);
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ ...contact, phone: '+911244000000', version: 2 });
    expect((await clinic.as('receptionist').get('/v1/clinic')).body).toEqual(changed.body);
    expect((await (await app.clinic()).as('admin').get('/v1/clinic')).body).not.toHaveProperty('phone');
  });

  it('changes part by part, and null takes one away', async () => {
    const { version } = (await clinic.as('admin').get('/v1/clinic')).body as { version: number };
    const changed = await change({ emergencyPhone: '+91 99999 00000', address: { lines: ['14 Example Road'] }, email: null }, version);
    expect(changed.body).toMatchObject({
      phone: '+911244000000',
      emergencyPhone: '+919999900000',
      address: { ...contact.address, lines: ['14 Example Road'] },
    });
    expect(changed.body).not.toHaveProperty('email');
    expect((await change(contact, version + 1)).body).toMatchObject({ emergencyPhone: '112', email: contact.email });
  });

  it('is refused with every part that is wrong, and nothing is stored', async () => {
    const { body: before } = await clinic.as('admin').get('/v1/clinic');
    const wrong = await change({ phone: '12', email: 'nobody', emergencyPhone: 'x' }, before.version as number);
    expect([wrong.status, errorsOf(wrong).map((error) => error.split(' ')[0])]).toEqual([400, ['/phone', '/email', '/emergencyPhone']]);
    const numbers = await change({ phone: '12345', emergencyPhone: '1234567' }, before.version as number);
    expect([numbers.status, errorsOf(numbers)]).toEqual([400, ['/phone invalid-phone', '/emergencyPhone invalid-phone']]);
    // A short number reaches whom it should only in an emergency.
    expect(errorsOf(await change({ phone: '112112' }, before.version as number))).toEqual(['/phone invalid-phone']);
    const nowhere = await change({ address: { lines: null, city: null, state: null, postalCode: null, country: null } }, before.version as number);
    expect([nowhere.status, errorsOf(nowhere)]).toEqual([400, ['/address required']]);
    expect(errorsOf(await change({ address: { street: 'x' } }, before.version as number))).toEqual(['/address/street unknown-property']);
    expect((await clinic.as('admin').get('/v1/clinic')).body).toEqual(before);
  });

  it('is for the administrator to say, who has seen the newest version', async () => {
    const { body: before } = await clinic.as('admin').get('/v1/clinic');
    for (const role of ['dermatologist', 'technician', 'receptionist', 'auditor'] as const) {
      expect((await change({ phone: null }, before.version as number, clinic.as(role))).status).toBe(403);
    }
    expect((await clinic.as('admin').patch('/v1/clinic', { phone: null })).status).toBe(428);
    expect((await change({ phone: null }, 1)).status).toBe(412);
    expect((await clinic.as('admin').get('/v1/clinic')).body).toEqual(before);
  });

  it('leaves each change in the audit trail, and each version before it in the history', async () => {
    const { body } = await clinic.as('admin').get('/v1/clinic');
    await change({ emergencyPhone: '108' }, body.version as number);
    const audit = await clinic.as('auditor').get('/v1/audit-events?limit=1');
    expect(audit.body.items).toMatchObject([{ action: 'clinic.update', outcome: 'success', actor: clinic.as('admin').actor }]);
    const kept = await app.sql<{ phone: string }>(
      `SELECT record ->> 'emergency_phone' AS phone FROM record_history WHERE table_name = 'clinics' AND version = $1`,
      [body.version],
      clinic.id,
    );
    expect(kept).toEqual([{ phone: '112' }]);
  });
});
