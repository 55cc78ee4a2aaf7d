/**
 * Refuses a caller to whom a patient is closed. The row-level security shows nothing of such a patient: whatever a request looks for is not found. Here the
 * caller is told that it is there, that it is closed, and what opens it.
 */
import { Injectable } from '@nestjs/common';
import { Failure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';
import type { RequestContext } from '../context.js';
import { declareColumns } from '../database/columns.js';
import { Database } from '../database/database.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import type { Principal } from './principal.js';

interface OwningPatient {
  id: string;
  restricted: boolean;
  /** Whether it is the record of the caller. */
  own: boolean;
}

const findOwners = declareStatement('access.patients-of', {
  parameters: { ids: 'uuid[]', callerId: 'uuid' },
  row: declareColumns<OwningPatient>({ id: 'uuid!', restricted: 'boolean!', own: 'boolean!' }),
  sql: `SELECT p.id, EXISTS (SELECT FROM patient_access_restrictions r WHERE r.clinic_id = current_clinic() AND r.patient_id = p.id AND r.ended_at IS NULL) AS restricted,
     EXISTS (SELECT FROM patient_access_restrictions r WHERE r.clinic_id = current_clinic() AND r.patient_id = p.id AND r.ended_at IS NULL AND r.staff_id = :callerId) AS own
     FROM patients_of(:ids::uuid[]) AS p (id)`,
});

const listOpen = declareStatement('access.open-patients', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT id FROM patients WHERE clinic_id = current_clinic() AND id = ANY (:ids::uuid[])`,
});

/** How many ids of one request are looked at. */
const MOST_IDS = 100;

@Injectable()
export class ClosedPatients {
  constructor(private readonly database: Database) {}

  /** Fails where one of the patients is closed to the caller. An id that is no patient's is left to the route. */
  async requireOpen(context: RequestContext, patientIds: readonly unknown[]): Promise<void> {
    const ids = patientIds.filter((id): id is string => typeof id === 'string' && isId(id));
    if (context.patientLimits === null || ids.length === 0) return;
    const closed = await this.listClosed(context, ids);
    if (closed.length > 0) throw createClosedFailure(context.principal!, closed);
  }

  /** Answers the refusal in place of a resource that was not found, where the request names something of a patient who is closed to the caller. */
  async explain(failure: Failure, context: RequestContext | undefined, named: readonly unknown[]): Promise<Failure> {
    if (failure.problem !== 'not-found' || !context?.principal || context.patientLimits === null) return failure;
    const closed = await this.listClosed(context, [...listIds(named)].slice(0, MOST_IDS));
    return closed.length > 0 ? createClosedFailure(context.principal, closed) : failure;
  }

  private async listClosed({ clinicId, patientLimits }: RequestContext, ids: readonly string[]): Promise<OwningPatient[]> {
    if (ids.length === 0) return [];
    const asked = bindStatement(findOwners, { ids, callerId: patientLimits!.callerId });
    const [owners] = await this.database.executeSeparately(clinicId, [asked], 'READ ONLY');
    const found = owners!.rows as OwningPatient[];
    if (found.length === 0) return [];
    const [open] = await this.database.executeWithin(
      { clinicId, limits: patientLimits },
      [bindStatement(listOpen, { ids: found.map(({ id }) => id) })],
      'READ ONLY',
    );
    const openIds = new Set((open!.rows as { id: string }[]).map(({ id }) => id));
    return found.filter(({ id }) => !openIds.has(id));
  }
}

/** Lists the ids that are members of the values, or items of a list in them. */
const listIds = (values: readonly unknown[]): Set<string> => {
  const members = values.flatMap((value): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  return new Set(members.flat().filter((value): value is string => typeof value === 'string' && isId(value)));
};

/** What opens a closed record to the caller, as operations of the API. */
const listWays = ({ permissions }: Principal, closed: readonly OwningPatient[]): string[] => [
  ...(permissions.has('care-team.join') && closed.every(({ restricted }) => !restricted) ? ['joinCareTeam'] : []),
  ...(permissions.has('emergency-access.open') && closed.every(({ own }) => !own) ? ['openEmergencyAccess'] : []),
];

const createClosedFailure = (principal: Principal, closed: readonly OwningPatient[]): Failure => {
  const allowed = listWays(principal, closed);
  const ways = {
    joinCareTeam: 'join the care team',
    openEmergencyAccess: 'open the record in an emergency, with a reason',
  };
  const sentence = allowed.map((way) => ways[way as keyof typeof ways]).join(', or ');
  return new Failure(
    'patient-closed',
    `The record of this patient is closed to the caller.${sentence ? ` Ask the care team to be named, or ${sentence}.` : ''}`,
    {
      allowed,
      patientIds: closed.map(({ id }) => id),
    },
  );
};
