import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { AdverseEventsService } from '../adverse-events/adverse-events.service.js';
import { PlansService } from '../plans/plans.service.js';
import { PlanScreening } from '../screening/screening.service.js';
import type { TreatmentSessionResponse, SessionVersionResponse } from '../sessions/session.dto.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SessionVersions } from '../signing/session-versions.service.js';

/** A session with every version of its record. */
export type ExportedSession = TreatmentSessionResponse & { versions: SessionVersionResponse[] };

/** Exports plans with their sessions, screenings and adverse events. */
@Injectable()
export class TreatmentSections implements ExportSections {
  constructor(
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly versions: SessionVersions,
    private readonly screenings: PlanScreening,
    private readonly events: AdverseEventsService,
  ) {}

  readonly ofPatient = {
    treatmentPlans: (patientId: string) => readEveryPage((query) => this.plans.listByPatient(patientId, query)),
    adverseEvents: (patientId: string) => readEveryPage((query) => this.events.listByPatient(patientId, query)),
  };

  readonly ofPlan = {
    sessions: (planId: string): Promise<ExportedSession[]> => this.listSessions(planId),
    screenings: (planId: string) => readEveryPage((query) => this.screenings.list(planId, query)),
  };

  private async listSessions(planId: string): Promise<ExportedSession[]> {
    const listed = await readEveryPage((query) => this.sessions.listByPlan(planId, query));
    return Promise.all(listed.map(async (session) => ({ ...session, versions: await readEveryPage((query) => this.versions.list(session.id, query)) })));
  }
}
