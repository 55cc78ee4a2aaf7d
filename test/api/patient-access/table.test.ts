/** The table of authorisation against the server: every operation about a patient, every role, in each state in which the record is open or closed to somebody. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listPatientConditions, listPermissionsOfRole, type Permission, type Role } from '../../../src/platform/access/policy.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { operations, permissionOf, requiredQuery } from '../../support/openapi-validator.js';
import { askCareTeamOf, expire, makeRecord, nameInCareTeam, openInEmergency, restrict, type RecordIds } from '../../support/patient-access.js';
import { filesOf, FORM } from '../../support/stages.js';

const treating: readonly Role[] = ['dermatologist', 'technician'];
const working: readonly Role[] = [...treating, 'receptionist'];

/** How somebody stands to the record. */
type Standing = 'outsider' | 'member' | 'emergency' | 'expired emergency' | 'own record';

interface State {
  restricted: boolean;
  /** The roles of which the clinic asks the care team. */
  asked: readonly Role[];
  standing: Standing;
  /** The roles that can come into this state. */
  roles: readonly Role[];
}

const emergencies = ['emergency', 'expired emergency'] as const;
const states: State[] = [
  { restricted: false, asked: [], standing: 'outsider', roles: working },
  { restricted: false, asked: treating, standing: 'outsider', roles: working },
  { restricted: false, asked: ['technician'], standing: 'outsider', roles: treating },
  { restricted: false, asked: treating, standing: 'member', roles: treating },
  ...emergencies.map((standing) => ({ restricted: false, asked: treating, standing, roles: treating })),
  { restricted: true, asked: [], standing: 'outsider', roles: working },
  { restricted: true, asked: treating, standing: 'outsider', roles: working },
  { restricted: true, asked: [], standing: 'member', roles: working },
  { restricted: true, asked: treating, standing: 'member', roles: working },
  ...emergencies.map((standing) => ({ restricted: true, asked: treating, standing, roles: treating })),
  { restricted: true, asked: [], standing: 'own record', roles: working },
];

/** What the table says. */
const isOpen = (permission: Permission, role: Role, { restricted, asked, standing }: State): boolean => {
  const conditions = listPatientConditions(permission);
  if (conditions.length === 0 || standing === 'member' || standing === 'emergency') return true;
  const closedByRestriction = restricted && conditions.includes('restriction');
  const closedByCareTeam = asked.includes(role) && conditions.includes('care-team');
  return !closedByRestriction && !closedByCareTeam;
};

const describeState = ({ restricted, asked, standing }: State): string =>
  `${restricted ? 'restricted' : 'unrestricted'}, care team asked of ${asked.join(' and ') || 'nobody'}, ${standing}`;

/** Those that open the record themselves would change what is tried here. */
const opening = ['joinCareTeam', 'openEmergencyAccess'];

describe('the table of authorisation', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let ids: RecordIds;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    ids = await makeRecord(app, clinic);
  });
  afterAll(() => app.stop());

  const about = operations.flatMap(({ path, method, operation }) => {
    const [, name] = /\{([^}]+)\}/.exec(path) ?? [];
    return name !== undefined && operation.security?.length ? [{ path, method, operation, name }] : [];
  });

  /** Asks with an example that is well made, and with a version that is stale: where the record is open, nothing is changed. */
  const ask = async (caller: Caller, { path, method, operation, name }: (typeof about)[number]) => {
    const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
    const sent = (Object.values(media?.examples ?? {})[0]?.value ?? {}) as Record<string, unknown>;
    const url = path.replace(`{${name}}`, ids[name]!).replaceAll(/\{[^}]+\}/g, ids.patientId!);
    if (type === FORM) return caller.sendForm(method as 'post' | 'put', url, await filesOf(sent), { ifMatch: 999 });
    return method === 'get' ? caller.get(url + requiredQuery(operation)) : caller.send(method, url, sent, { ifMatch: 999 });
  };

  const come = async (role: Role, { standing }: State): Promise<Caller> => {
    const person = await clinic.another(role);
    if (standing === 'member' || standing === 'own record') await nameInCareTeam(clinic, ids.patientId!, person);
    if (standing === 'emergency') await openInEmergency(person, ids.patientId!);
    if (standing === 'expired emergency') await expire(app, clinic, await openInEmergency(person, ids.patientId!));
    return person;
  };

  const enter = async ({ restricted, asked }: State, own?: Caller): Promise<void> => {
    await askCareTeamOf(clinic, [...asked]);
    await restrict(clinic, ids.patientId!, own ? { kind: 'staff', staffId: own.id } : { kind: restricted ? 'confidential' : 'none' });
  };

  it('has a record with everything that paths name of a patient', () => {
    const conditional = about.filter(({ operation }) => listPatientConditions(permissionOf(operation)).length > 0);
    const names = new Set(conditional.map(({ name }) => name));
    // They belong to a patient through a row that is tried.
    // A request of the public names no patient; the appointment does that it became, and both are hidden together.
    const within = new Set(['billId', 'dismissalId', 'requestId']);
    expect([...names].filter((name) => !(name in ids) && !within.has(name))).toEqual([]);
    expect(conditional.length).toBeGreaterThan(80);
  });

  it.each(states.flatMap((state) => state.roles.map((role) => [describeState(state), role, state] as const)))('%s: %s', async (_state, role, state) => {
    const person = await come(role, state);
    await enter(state, state.standing === 'own record' ? person : undefined);
    const wrong: unknown[] = [];
    const tried = new Set<Permission>();
    // Every operation refuses an outsider; of each permission, one is tried of the others.
    const isWhole = role === 'dermatologist' && state.standing === 'outsider';
    for (const operation of about) {
      const permission = permissionOf(operation.operation);
      const { operationId } = operation.operation;
      if (!(operation.name in ids) || listPatientConditions(permission).length === 0 || opening.includes(operationId)) continue;
      if (!listPermissionsOfRole(role).has(permission)) continue;
      const open = isOpen(permission, role, state);
      // Where the record is open, what writes would be done; the whole record as one archive takes seconds, and is tried where it is closed.
      if ((open && (operation.method !== 'get' || permission === 'record.export')) || (!isWhole && tried.has(permission))) continue;
      tried.add(permission);
      const { status, body } = await ask(person, operation);
      const closed = status === 403 && body.type === '/problems/patient-closed';
      if (closed === open || status === 404) wrong.push([operationId, status, body.detail]);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['a scope alone', [], false],
    ['the scope restricted.read', ['restricted.read'], true],
  ] as const)('restricted, a client with %s', async (_name, more, open) => {
    await enter({ restricted: true, asked: treating, standing: 'outsider', roles: [] });
    const client = await clinic.asClient(['patient.read', 'consultation.read', 'plan.read', ...more]);
    for (const path of [`/v1/patients/${ids.patientId}`, `/v1/consultations/${ids.consultationId}`, `/v1/treatment-plans/${ids.planId}`]) {
      expect([path, (await client.get(path)).status]).toEqual([path, open ? 200 : 403]);
    }
  });

  it('another clinic: not there, whatever its policy', async () => {
    await enter({ restricted: true, asked: treating, standing: 'outsider', roles: [] });
    const other = await app.clinic();
    await askCareTeamOf(other, [...treating]);
    for (const path of [`/v1/patients/${ids.patientId}`, `/v1/consultations/${ids.consultationId}`]) {
      expect([path, (await other.as('dermatologist').get(path)).status]).toEqual([path, 404]);
    }
  });
});
