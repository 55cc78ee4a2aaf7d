import { Injectable } from '@nestjs/common';
import { ChecksService, OpenQuestionsService, type CheckInBrief, type TreatmentQuestions } from '../../contraindications/index.js';
import { getMessages } from '../../messages/index.js';
import type { Language } from '../../kernel/language.js';
import {
  AdverseEventsService,
  PlansService,
  SessionsService,
  type AdverseEventResponse,
  type CheckedPlan,
  type TreatmentSessionResponse,
} from '../../treatments/index.js';

/** The adverse events that a screen shows. */
const EVENTS_SHOWN = 5;

/** What a screen shows of a patient's treatments. */
export interface TreatmentParts {
  lastChecks: CheckInBrief[];
  plans: CheckedPlan[];
  sessionsToCome: TreatmentSessionResponse[];
  uncountersigned: TreatmentSessionResponse[];
  openQuestions: TreatmentQuestions[];
  adverseEvents: AdverseEventResponse[];
}

/** Reads the parts of screens that are about a patient's treatments. Each call sends its statements together; the checks of the plans follow. */
@Injectable()
export class TreatmentPartsService {
  constructor(
    private readonly checks: ChecksService,
    private readonly questions: OpenQuestionsService,
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly events: AdverseEventsService,
  ) {}

  /** Prepares what a snapshot could not see any more: call it before the snapshot begins. */
  prepare(): Promise<void> {
    return this.questions.prepareRules();
  }

  listQuestions(patientId: string, language: Language): Promise<TreatmentQuestions[]> {
    return this.questions.listForToday(patientId, getMessages('checks', language));
  }

  async read(patientId: string, language: Language): Promise<TreatmentParts> {
    const [lastChecks, plans, sessionsToCome, uncountersigned, openQuestions, adverseEvents] = await Promise.all([
      this.checks.listNewest(patientId),
      this.plans.listOpen(patientId),
      this.sessions.listToCome(patientId),
      this.sessions.listAwaitingCountersignature(patientId),
      this.listQuestions(patientId, language),
      this.events.listNewest(patientId, EVENTS_SHOWN),
    ]);
    return { lastChecks, plans, sessionsToCome, uncountersigned, openQuestions, adverseEvents };
  }
}
