import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { createFieldError } from '../../kernel/field-error.js';
import { StaffService } from '../../clinic/index.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, requireVersion, toActor } from '../../platform/http/index.js';
import type { CareTeamChange, CareTeamParticipant, CareTeamResponse } from './care-team.dto.js';
import { CareTeamRepository, type CareTeamMember } from './care-team.repository.js';

/** The roles of members: reception may be named, so that a restricted record reaches the desk through a person. */
const memberRoles: readonly string[] = ['dermatologist', 'technician', 'receptionist'];

const toParticipant = ({ staffId, basis, startedAt, addedBy }: CareTeamMember): CareTeamParticipant => ({
  staffId,
  treatedBy: toActor(staffId),
  basis,
  startedAt: startedAt.toISOString(),
  addedBy: toActor(addedBy),
});

@Injectable()
export class CareTeamService {
  constructor(
    private readonly teams: CareTeamRepository,
    private readonly patients: PatientsService,
    private readonly staff: StaffService,
    private readonly clock: Clock,
  ) {}

  async get(patientId: string): Promise<CareTeamResponse> {
    await this.patients.require(patientId);
    return this.read(patientId);
  }

  async replace(patientId: string, { participants }: CareTeamChange): Promise<CareTeamResponse> {
    await this.teams.lock(patientId);
    await this.patients.requireWritable(patientId);
    requireVersion(await this.teams.countChanges(patientId));
    const wanted = new Set(participants.map(({ staffId }) => staffId));
    const present = new Set((await this.teams.list(patientId)).map(({ staffId }) => staffId));
    await this.requirePeople(participants, present);
    const at = this.clock.now();
    const by = getCurrentPrincipal().id;
    await this.teams.end(
      patientId,
      [...present].filter((staffId) => !wanted.has(staffId)),
      at,
      by,
    );
    const added = [...wanted].filter((staffId) => !present.has(staffId));
    await Promise.all(added.map((staffId) => this.teams.add(patientId, { staffId, basis: 'named', startedAt: at, addedBy: by })));
    return this.read(patientId);
  }

  /** Takes the patient into the care of the caller, who may be a member already. */
  async join(patientId: string): Promise<CareTeamResponse> {
    await this.teams.lock(patientId);
    await this.patients.requireWritable(patientId);
    await this.addCaller(patientId);
    return this.read(patientId);
  }

  /** Adds the caller to the team of a patient who is locked. */
  async addCaller(patientId: string): Promise<void> {
    await this.teams.add(patientId, { staffId: getCurrentPrincipal().id, basis: 'joined', startedAt: this.clock.now(), addedBy: null });
  }

  private async read(patientId: string): Promise<CareTeamResponse> {
    const [members, version] = await Promise.all([this.teams.list(patientId), this.teams.countChanges(patientId)]);
    return { patientId, participants: members.map(toParticipant), version };
  }

  /** Whoever is a member already stays one, also after they left the clinic. */
  private async requirePeople(participants: CareTeamChange['participants'], present: ReadonlySet<string>): Promise<void> {
    const people = await Promise.all(participants.map(({ staffId }) => (present.has(staffId) ? Promise.resolve(null) : this.staff.find(staffId))));
    const errors = participants.flatMap(({ staffId }, index) => {
      const person = people[index];
      const isPossible = present.has(staffId) || (person?.status === 'active' && memberRoles.includes(person.role));
      const detail = 'staffId must be an active dermatologist, technician or receptionist of the clinic.';
      return isPossible ? [] : [createFieldError(`/participants/${index}/staffId`, 'unknown-staff', detail)];
    });
    if (errors.length > 0) throw createInvalidInputFailure(errors);
  }
}
