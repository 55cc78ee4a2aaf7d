/** Each operation that changes a record: what of it says what the record is about, and stays as it was recorded. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { prepare } from '../../support/journey.js';
import { operations, permissionOf } from '../../support/openapi-validator.js';
import { sendTo, setStage, type Example } from '../../support/stages.js';

interface About {
  /** Changes that would make it a record of something else, by the place that is refused. */
  fixed: Record<string, object>;
  /** Why nothing else is fixed. */
  because: string;
}

const code = (system: string, of: string) => ({ code: { system, code: of } });
const notChanged = 'only what can be corrected is in the body';

/** Every PATCH of the API. A new one fails here until somebody has decided. */
const operationsThatChange: Record<string, About> = {
  updateAllergy: {
    fixed: {
      '/substance/text': { substance: { text: 'lidocaine' } },
      '/substance/code': { substance: code('atc', 'N01BB02') },
      '/substance': { substance: null },
    },
    because: 'how bad it is, what happened and whether it holds is corrected',
  },
  updateCondition: {
    fixed: { '/text': { text: 'Asthma' } },
    because: 'since when, how sure, and whether it goes on is corrected',
  },
  updateMedication: { fixed: { '/name': { name: 'Warfarin 5 mg' }, '/code': code('atc', 'B01AA03') }, because: 'when it was taken, and whether, is corrected' },
  updateProcedure: { fixed: { '/text': { text: 'Hysterectomy' }, '/code': code('hairline', 'hysterectomy') }, because: 'the day is corrected' },
  updateAdverseEvent: { fixed: { '/type': { type: 'bruising' } }, because: 'how it went on is recorded; the session and the patient are not in the body' },
  updateProduct: { fixed: { '/kind': { kind: 'needle' } }, because: 'a corrected name or content has the plans that name it screened again' },
  updateProductLot: { fixed: {}, because: 'the product is not in the body; a misread number or day is corrected, and is what a recall looks for' },
  updateStockLocation: { fixed: {}, because: 'a place is renamed' },
  updatePlan: { fixed: {}, because: 'the patient and the treatment are not in the body; the rest is a draft, or is screened again' },
  updateSession: { fixed: {}, because: notChanged },
  updateConsultation: { fixed: {}, because: 'the patient is not in the body; a draft is changed until it is signed' },
  updatePatient: { fixed: {}, because: 'the person stays, by id and number; names and dates are corrected' },
  updateStaff: { fixed: {}, because: 'the person stays, by id' },
  updateIntegrationClient: { fixed: {}, because: notChanged },
  updateIdentityProvider: { fixed: {}, because: notChanged },
  updateLocation: { fixed: {}, because: notChanged },
  updateRoom: { fixed: {}, because: notChanged },
  updateDevice: { fixed: {}, because: notChanged },
  updateAppointment: { fixed: {}, because: notChanged },
  updateAppointmentType: { fixed: {}, because: notChanged },
  updateClinic: { fixed: {}, because: notChanged },
  updateMyAccount: { fixed: {}, because: 'it is the account of whoever is logged in' },
};

/** Whose record it is, and which. */
const identity = [
  'id',
  'patientId',
  'clinicId',
  'planId',
  'sessionId',
  'productId',
  'medicalRecordNumber',
  'recordedBy',
  'createdAt',
  'version',
  'enteredInError',
];

const changing = operations.filter(({ method }) => method === 'patch');

/** Another code for an entry of the list. */
const otherCode: Record<string, object> = {
  medications: { code: { system: 'atc', code: 'C03DA01' } },
  conditions: { code: { system: 'icd-10', code: 'I10' } },
  allergies: { substance: { code: { system: 'atc', code: 'J01CA04' } } },
};

describe('what a record is about', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('is decided for every operation that changes one', () => {
    expect(changing.map(({ operation }) => operation.operationId).sort()).toEqual(Object.keys(operationsThatChange).sort());
  });

  it.each(changing.map((item) => [item.operation.operationId, item] as const))('%s', async (operationId, { path, operation }) => {
    const clinic = await app.clinic();
    const stage = await setStage(clinic, operationId);
    const example: Example = { path, method: 'patch', operation, type: 'application/merge-patch+json', name: '', value: {} };
    const send = (body: object) => sendTo(clinic, example, stage, body);
    const role = permissionOf(operation).startsWith('staff') || /^(client|clinic|calendar)\./.test(permissionOf(operation)) ? 'admin' : 'dermatologist';
    const read = async () => (await clinic.as(role).get(path.replace(/\{[^}]+\}/, stage.id ?? ''))).body;
    const before = await read();
    for (const [place, change] of Object.entries(operationsThatChange[operationId]!.fixed)) {
      const { status, body } = await send(change);
      const refused = body.errors as { pointer: string; code: string }[] | undefined;
      expect([place, status, refused?.some(({ pointer, code: why }) => pointer.startsWith(place) && ['fixed', 'required'].includes(why))]).toEqual([
        place,
        400,
        true,
      ]);
    }
    for (const member of identity) {
      const { status, body } = await send({ [member]: '01936f00-0000-7000-8000-00000000dead' });
      expect([member, status, (body.errors as { code: string }[])[0]!.code]).toEqual([member, 400, 'unknown-property']);
    }
    expect(await read()).toEqual(before);
  });

  it.each<[string, string, object, object, number]>([
    ['a medicine that nobody understood', 'medications', { name: 'Zorblax 5 daily' }, { code: { system: 'atc', code: 'B01AA03' } }, 200],
    ['a medicine that is known', 'medications', { name: 'Warfarin 5 mg' }, { code: { system: 'atc', code: 'B01AA03' } }, 200],
    ['a medicine as another', 'medications', { name: 'Warfarin 5 mg' }, { code: { system: 'atc', code: 'A11HA05' } }, 400],
    ['an illness that nobody understood', 'conditions', { text: 'Zorblax syndrome' }, { code: { system: 'icd-10', code: 'G40.9' } }, 200],
    ['an illness as another', 'conditions', { text: 'Epilepsy' }, { code: { system: 'icd-10', code: 'J45.9' } }, 400],
    ['an allergy that nobody understood', 'allergies', { substance: { text: 'zorblax' } }, { substance: { code: { system: 'atc', code: 'N01BB02' } } }, 200],
    ['an allergy as none', 'allergies', { substance: { text: 'zorblax' } }, { substance: { code: { system: 'hairline', code: 'no-known-allergies' } } }, 400],
    ['an allergy as another', 'allergies', { substance: { text: 'lidocaine' } }, { substance: { code: { system: 'hairline', code: 'latex' } } }, 400],
  ])('may be coded afterwards, and never as something else: %s', async (_what, list, entry, change, status) => {
    const clinic = await app.clinic();
    const dermatologist = clinic.as('dermatologist');
    const { patientId } = await prepare(clinic);
    const made = await dermatologist.post(`/v1/patients/${patientId}/${list}`, entry);
    expect(made.status).toBe(201);
    const changed = await dermatologist.patch(`/v1/${list}/${made.body.id as string}`, change, { ifMatch: 1 });
    expect([changed.status, (changed.body.errors as { code: string }[] | undefined)?.[0]?.code]).toEqual([status, status === 200 ? undefined : 'fixed']);
    // What has a code keeps it.
    const again = await dermatologist.patch(`/v1/${list}/${made.body.id as string}`, otherCode[list]!, { ifMatch: 2 });
    if (status === 200) expect([again.status, (again.body.errors as { code: string }[])[0]!.code]).toEqual([400, 'fixed']);
  });

  it('may be sent as it is, with what changes', async () => {
    const clinic = await app.clinic();
    const stage = await setStage(clinic, 'updateAllergy');
    const path = `/v1/allergies/${stage.id}`;
    const { substance } = (await clinic.as('dermatologist').get(path)).body as { substance: object };
    const { status, body } = await clinic.as('dermatologist').patch(path, { substance, criticality: 'high' }, { ifMatch: 1 });
    expect([status, body.criticality, body.substance]).toEqual([200, 'high', substance]);
  });

  it('is named together with everything else that is wrong', async () => {
    const clinic = await app.clinic();
    const stage = await setStage(clinic, 'updateMedication');
    const { body } = await clinic.as('dermatologist').patch(`/v1/medications/${stage.id}`, { name: 'Warfarin', status: 'perhaps' }, { ifMatch: 1 });
    expect(body.errors).toMatchObject([
      { pointer: '/name', code: 'fixed' },
      { pointer: '/status', code: 'not-allowed' },
    ]);
  });

  it('of an adverse event of another kind is its description', async () => {
    const clinic = await app.clinic();
    const { id } = await setStage(clinic, 'createAdverseEventFollowUp');
    const { sessionId } = (await clinic.as('dermatologist').get(`/v1/adverse-events/${id}`)).body as { sessionId: string };
    const seen = { type: 'other', description: 'Fainted', grade: 1, onsetAt: new Date().toISOString() };
    const other = await clinic.as('dermatologist').post(`/v1/treatment-sessions/${sessionId}/adverse-events`, seen);
    const changed = await clinic.as('dermatologist').patch(`/v1/adverse-events/${other.body.id}`, { description: 'Sneezed' }, { ifMatch: 1 });
    expect(changed.body.errors).toMatchObject([{ pointer: '/description', code: 'fixed' }]);
    const described = await clinic.as('dermatologist').patch(`/v1/adverse-events/${id}`, { description: 'At the temples' }, { ifMatch: 1 });
    expect([described.status, described.body.description]).toEqual([200, 'At the temples']);
  });

  it.each(['conditions', 'allergies', 'medications', 'procedures'])('of %s is kept by the database, too', async (list) => {
    const clinic = await app.clinic();
    const { id } = await setStage(
      clinic,
      { conditions: 'updateCondition', allergies: 'updateAllergy', medications: 'updateMedication', procedures: 'updateProcedure' }[list]!,
    );
    const other = { conditions: { text: 'x' }, allergies: { substance: { text: 'x' } }, medications: { name: 'x' }, procedures: { text: 'x' } }[list];
    const change = `UPDATE patient_${list} SET entry = entry || $2::jsonb, version = version + 1 WHERE id = $1`;
    await expect(app.sql(change, [id, JSON.stringify(other)], clinic.id)).rejects.toThrow('stays as it was recorded');
  });
});
