import { Injectable } from '@nestjs/common';
import { ClinicService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import type { Language } from '../../kernel/language.js';
import { PatientsService } from '../../patients/index.js';
import { RecordDocuments } from '../../platform/documents/index.js';
import { computeContentTag, FileAnswer } from '../../platform/http/index.js';
import { PlansService, SessionsService, type TreatmentPlanResponse } from '../../treatments/index.js';
import { listDatedInstructions } from '../domain/dated.js';
import { CareInstructionsService } from '../templates/care-instructions.service.js';
import { renderCalendar } from './calendar.js';
import { buildCareDocument } from './care-document.js';
import type { CareQuery } from './plan-care.dto.js';
import { createNoSessionFailure, PlanCareService, toSessionOfCare } from './plan-care.service.js';

const isOver = ({ status }: TreatmentPlanResponse): boolean => status === 'cancelled' || status === 'completed';

/** Makes files of the clinic's instructions for one patient: a document, and a calendar. */
@Injectable()
export class PlanCareFilesService {
  constructor(
    private readonly planCare: PlanCareService,
    private readonly care: CareInstructionsService,
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly patients: PatientsService,
    private readonly clinics: ClinicService,
    private readonly documents: RecordDocuments,
    private readonly clock: Clock,
  ) {}

  /** Makes the document of the instructions around one session, to take home. */
  async renderDocument(planId: string, query: CareQuery): Promise<FileAnswer> {
    const care = await this.planCare.get(planId, query);
    const [clinic, patient, plan] = await Promise.all([this.clinics.get(), this.patients.get(care.patientId), this.plans.get(planId)]);
    const body = await this.documents.renderRecord(
      buildCareDocument({
        care,
        clinic,
        patient,
        planNumber: plan.planNumber,
        onHold: plan.status === 'on-hold',
        today: toCalendarDay(this.clock.now(), clinic.timeZone),
      }),
    );
    return new FileAnswer({
      body,
      mediaType: 'application/pdf',
      patientId: care.patientId,
      fileName: `care-instructions-${care.sessionId}.pdf`,
      etag: computeContentTag(body),
      headers: { 'Content-Language': care.language },
    });
  }

  /** Makes a calendar with every session that the plan ever had, and the instructions around each. */
  async renderCalendar(planId: string, asked: Language | undefined): Promise<FileAnswer> {
    const [plan, sessions, { content, ...care }] = await Promise.all([this.plans.get(planId), this.sessions.listAllByPlan(planId), this.care.getCurrent()]);
    // A plan that ended before its sessions had days still has a file, so that calendars with an earlier copy are updated.
    if (sessions.length === 0 && !isOver(plan)) throw createNoSessionFailure();
    const [clinic, language] = await Promise.all([this.clinics.get(), this.planCare.chooseLanguage(plan.patientId, asked)]);
    const body = renderCalendar({
      plan,
      sessions: sessions.map((session) => ({
        session,
        instructions: listDatedInstructions(content.instructions, toSessionOfCare(session), { phase: null, language, timeZone: clinic.timeZone }),
      })),
      care,
      clinic,
      language,
    });
    return new FileAnswer({
      body,
      mediaType: 'text/calendar; charset=utf-8',
      patientId: plan.patientId,
      fileName: `treatment-plan-${planId}.ics`,
      etag: computeContentTag(body),
    });
  }
}
