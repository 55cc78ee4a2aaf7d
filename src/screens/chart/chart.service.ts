import { Injectable } from '@nestjs/common';
import type { Language } from '../../kernel/language.js';
import { Database } from '../../platform/database/index.js';
import { PatientPartsService, type PatientParts } from '../parts/patient-parts.service.js';
import { TreatmentPartsService, type TreatmentParts } from '../parts/treatment-parts.service.js';
import { describeAlert } from './alert-words.js';
import type { PatientSummaryResponse } from './chart.dto.js';
import { listAlerts, type AlertFacts } from './domain/alerts.js';

/** Reads a patient's chart in one snapshot. */
@Injectable()
export class ChartService {
  constructor(
    private readonly database: Database,
    private readonly patients: PatientPartsService,
    private readonly treatments: TreatmentPartsService,
  ) {}

  async get(patientId: string, language: Language): Promise<PatientSummaryResponse> {
    await this.treatments.prepare();
    const [{ criticalResults, ...ofPatient }, ofTreatments] = await this.database.runInSnapshot(() =>
      Promise.all([this.patients.read(patientId), this.treatments.read(patientId, language)]),
    );
    const { lastChecks, plans, sessionsToCome, openQuestions, adverseEvents } = ofTreatments;
    return {
      ...ofPatient,
      alerts: listAlerts(toAlertFacts({ ...ofPatient, criticalResults }, ofTreatments)).map((alert) => describeAlert(alert, language)),
      lastChecks,
      plans: plans.map((checked) => ({ ...checked, nextSession: findNextSession(checked.plan.id, sessionsToCome) })),
      openQuestions,
      adverseEvents,
      language,
    };
  }
}

const findNextSession = (planId: string, toCome: TreatmentParts['sessionsToCome']): TreatmentParts['sessionsToCome'][number] | null => {
  const ofPlan = toCome.filter((session) => session.planId === planId);
  return ofPlan.find(({ status }) => status === 'in-progress') ?? ofPlan[0] ?? null;
};

const toAlertFacts = (
  { consents, newestPhotographAt, active, criticalResults }: PatientParts,
  { plans, uncountersigned, adverseEvents }: TreatmentParts,
): AlertFacts => {
  const inForce = consents.filter(({ consentId }) => consentId !== null);
  return {
    allergies: active.allergies.map(({ id, substance }) => ({ id, name: substance.text ?? substance.code?.display ?? substance.code?.code ?? null })),
    criticalResults,
    plans: plans.map(({ plan, check }) => ({
      id: plan.id,
      treatment: plan.treatment,
      isOnHold: plan.status === 'on-hold',
      isDraft: plan.status === 'draft',
      outcome: check.effectiveOutcome,
    })),
    undecidedEventIds: adverseEvents.filter(({ awaitsDecision }) => awaitsDecision).map(({ id }) => id),
    consentedTreatments: inForce.flatMap(({ treatment }) => treatment ?? []),
    mayBePhotographed: inForce.some(({ kind }) => kind === 'photography-record'),
    hasPhotographs: newestPhotographAt !== null,
    uncountersigned,
  };
};
