import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { createFieldError, type FieldError } from '../../kernel/field-error.js';
import { StaffService } from '../../clinic/index.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, Pages, requireVersion, toActor, type Page, type PageQuery } from '../../platform/http/index.js';
import { CareTeamRepository } from '../care-team/care-team.repository.js';
import { CareTeamService } from '../care-team/care-team.service.js';
import type { AccessRestrictionChange, AccessRestrictionPeriod, AccessRestrictionResponse } from './restriction.dto.js';
import { RestrictionsRepository, type RestrictionRecord } from './restrictions.repository.js';

const toPeriod = ({ setBy, setAt, endedBy, endedAt, ...restriction }: RestrictionRecord): AccessRestrictionPeriod => ({
  ...restriction,
  setBy: toActor(setBy),
  setAt: setAt.toISOString(),
  endedBy: toActor(endedBy),
  endedAt: endedAt?.toISOString() ?? null,
});

const toResponse = (patientId: string, latest: RestrictionRecord | null, version: number): AccessRestrictionResponse => {
  const ended = latest?.endedAt ?? null;
  return {
    patientId,
    kind: latest && !ended ? latest.kind : 'none',
    staffId: latest && !ended ? latest.staffId : null,
    reason: latest && (ended ? latest.endReason : latest.reason),
    setBy: toActor(latest && (ended ? latest.endedBy : latest.setBy)),
    setAt: (ended ?? latest?.setAt)?.toISOString() ?? null,
    version,
  };
};

@Injectable()
export class RestrictionsService {
  constructor(
    private readonly restrictions: RestrictionsRepository,
    private readonly teams: CareTeamRepository,
    private readonly team: CareTeamService,
    private readonly patients: PatientsService,
    private readonly staff: StaffService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(patientId: string): Promise<AccessRestrictionResponse> {
    await this.patients.require(patientId);
    return this.read(patientId);
  }

  async list(patientId: string, query: PageQuery): Promise<Page<AccessRestrictionPeriod>> {
    await this.patients.require(patientId);
    return this.pages.read(query, {
      rows: (before: string | null, limit) => this.restrictions.list(patientId, before, limit),
      position: ({ id }) => id,
      item: toPeriod,
      total: () => this.restrictions.count(patientId),
    });
  }

  /** Restricts the record, or opens it again. Whoever restricts it is in the care team from then on. */
  async replace(patientId: string, { kind, staffId, reason }: AccessRestrictionChange): Promise<AccessRestrictionResponse> {
    await this.teams.lock(patientId);
    await this.patients.requireWritable(patientId);
    requireVersion(await this.restrictions.countChanges(patientId));
    const errors = [...(await this.validateStaff(kind, staffId)), ...(await this.validateReason(patientId, kind, reason))];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const at = this.clock.now();
    const by = getCurrentPrincipal().id;
    await this.restrictions.end(patientId, by, at, reason);
    if (kind !== 'none') {
      await this.restrictions.insert({ patientId, kind, staffId, reason: reason!, setBy: by, setAt: at });
      await this.team.addCaller(patientId);
    }
    return this.read(patientId);
  }

  private async read(patientId: string): Promise<AccessRestrictionResponse> {
    const [latest, version] = await Promise.all([this.restrictions.findLatest(patientId), this.restrictions.countChanges(patientId)]);
    return toResponse(patientId, latest, version);
  }

  private async validateStaff(kind: AccessRestrictionChange['kind'], staffId: string | null): Promise<FieldError[]> {
    if (kind !== 'staff') {
      return staffId === null ? [] : [createFieldError('/staffId', 'contradiction', 'staffId must be null unless kind is staff.')];
    }
    if (staffId === null) return [createFieldError('/staffId', 'required', 'staffId must be sent with the kind staff.')];
    if (staffId === getCurrentPrincipal().id) {
      return [createFieldError('/staffId', 'not-allowed', 'staffId must be another person: nobody restricts their own record.')];
    }
    return (await this.staff.find(staffId)) ? [] : [createFieldError('/staffId', 'unknown-staff', 'staffId must be a person of the clinic’s staff.')];
  }

  private async validateReason(patientId: string, kind: AccessRestrictionChange['kind'], reason: string | null): Promise<FieldError[]> {
    if (reason !== null || (kind === 'none' && !(await this.restrictions.findLatest(patientId)))) return [];
    return [createFieldError('/reason', 'required', 'reason must say why the record is restricted, or open again.')];
  }
}
