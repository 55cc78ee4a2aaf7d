import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { LotsService } from '../../products/index.js';
import { PlansService, SessionsService, SessionStarts, type ChecklistQuery } from '../../treatments/index.js';
import { PatientPartsService } from '../parts/patient-parts.service.js';
import { TreatmentPartsService } from '../parts/treatment-parts.service.js';
import type { SessionWorkspaceResponse } from './session-workspace.dto.js';

/** Reads in one snapshot what the people at a session need. */
@Injectable()
export class SessionWorkspaceService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly starts: SessionStarts,
    private readonly plans: PlansService,
    private readonly lots: LotsService,
    private readonly patients: PatientPartsService,
    private readonly treatments: TreatmentPartsService,
  ) {}

  async get(sessionId: string, query: ChecklistQuery): Promise<SessionWorkspaceResponse> {
    await this.treatments.prepare();
    return this.database.runInSnapshot(() => this.read(sessionId, query));
  }

  private async read(sessionId: string, query: ChecklistQuery): Promise<SessionWorkspaceResponse> {
    const session = await this.sessions.get(sessionId);
    const [{ ready, items: checklist }, checkedPlan, head, lots, template] = await Promise.all([
      this.starts.getChecklist(sessionId, query),
      this.plans.getChecked(session.planId),
      this.patients.readHead(session.patientId),
      this.lots.listUsable(),
      this.sessions.findRecordTemplate(session.planId),
    ]);
    return { session, ...checkedPlan, ...head, ready, checklist, lots, template };
  }
}
