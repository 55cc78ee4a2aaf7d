import { Injectable } from '@nestjs/common';
import { AppointmentCalendar, AppointmentsService, type AppointmentResponse } from '../../appointments/index.js';
import { BloodTestsService, type CriticalResult } from '../../consultations/index.js';
import { ChecksService } from '../../contraindications/index.js';
import { Clock } from '../../kernel/clock.js';
import { computeAge } from '../../kernel/day.js';
import type { Language } from '../../kernel/language.js';
import { ConsentsService, type ConsentInForce } from '../../patients/index.js';
import { findPatientLimits } from '../../platform/access/patient-limits.js';
import { Database } from '../../platform/database/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { isActiveEntry, statesAbsence } from '../../record/index.js';
import { describeAlert } from '../chart/alert-words.js';
import { listAlerts, type AlertFacts } from '../chart/domain/alerts.js';
import type { DayAppointment, DayClinicalView, DayQuery, DayResponse } from './day.dto.js';
import { DayRepository, type DayFacts } from './day.repository.js';
import { listObstacles } from './domain/obstacles.js';

type Outcomes = ReadonlyMap<string, AlertFacts['plans'][number]['outcome']>;

/** Reads a day of a location in one snapshot. */
@Injectable()
export class DayService {
  constructor(
    private readonly database: Database,
    private readonly days: DayRepository,
    private readonly calendar: AppointmentCalendar,
    private readonly appointments: AppointmentsService,
    private readonly consents: ConsentsService,
    private readonly checks: ChecksService,
    private readonly bloodTests: BloodTestsService,
    private readonly clock: Clock,
  ) {}

  async get({ on, locationId }: DayQuery, language: Language): Promise<DayResponse> {
    const location = await this.calendar.requireLocation(locationId, '?');
    const timeZone = await this.calendar.findTimeZone(location);
    const appointments = await this.database.runInSnapshot(async () => this.addPatients(await this.appointments.listOfDay(location.id, on), on, language));
    return { on, locationId: location.id, timeZone, appointments, language };
  }

  private async addPatients(appointments: readonly AppointmentResponse[], on: string, language: Language): Promise<DayAppointment[]> {
    const patientIds = [...new Set(appointments.map(({ patient }) => patient.id))];
    if (patientIds.length === 0) return [];
    const now = this.clock.now();
    const readsCharts = getCurrentPrincipal().permissions.has('chart.read');
    const [facts, clinicalOf, consents, criticalResults] = await Promise.all([
      this.days.listFacts(patientIds),
      this.listOpenCharts(patientIds, now),
      this.consents.listInForceOfMany(patientIds, now),
      this.bloodTests.listCriticalResults(readsCharts ? patientIds : []),
    ]);
    const byPatient = new Map(facts.map((ofPatient) => [ofPatient.patientId, ofPatient]));
    const shown = facts.filter(({ patientId }) => clinicalOf.has(patientId));
    const outcomes = await this.readOutcomes(shown);
    return appointments.map((appointment) => {
      const { id } = appointment.patient;
      const ofPatient = byPatient.get(id);
      return {
        ...appointment,
        age: computeAge(ofPatient?.birthDate, on)?.min ?? null,
        clinical:
          ofPatient && clinicalOf.has(id)
            ? createClinicalView(appointment, { ...ofPatient, criticalResults: criticalResults.get(id) ?? [] }, consents.get(id) ?? [], outcomes, language)
            : null,
      };
    });
  }

  /** The patients whose charts the caller may read; the rows of restricted records are left out already. */
  private async listOpenCharts(patientIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
    const principal = getCurrentPrincipal();
    if (!principal.permissions.has('chart.read')) return new Set();
    const limits = findPatientLimits(principal, 'chart.read', now);
    return new Set(limits?.careTeam ? await this.days.listOpenToCareTeam(patientIds, limits.callerId, now) : patientIds);
  }

  private async readOutcomes(facts: readonly DayFacts[]): Promise<Outcomes> {
    const ids = facts.flatMap(({ plans }) => plans.map(({ checkId }) => checkId));
    if (ids.length === 0) return new Map();
    return new Map([...(await this.checks.getInBrief(ids))].map(([id, { effectiveOutcome }]) => [id, effectiveOutcome]));
  }
}

const createClinicalView = (
  { treatmentSession }: AppointmentResponse,
  facts: DayFacts & { criticalResults: readonly CriticalResult[] },
  consents: readonly ConsentInForce[],
  outcomes: Outcomes,
  language: Language,
): DayClinicalView => {
  const inForce = consents.filter(({ consentId }) => consentId !== null);
  const consentedTreatments = inForce.flatMap(({ treatment }) => treatment ?? []);
  const mayBePhotographed = inForce.some(({ kind }) => kind === 'photography-record');
  const alerts = listAlerts({
    allergies: facts.allergies
      .filter(({ entry }) => isActiveEntry(entry) && !statesAbsence(entry))
      .map(({ id, entry: { substance } }) => ({ id, name: substance?.text ?? substance?.code?.display ?? substance?.code?.code ?? null })),
    criticalResults: facts.criticalResults,
    plans: facts.plans.map(({ id, treatment, status, checkId }) => ({
      id,
      treatment,
      isOnHold: status === 'on-hold',
      isDraft: status === 'draft',
      outcome: outcomes.get(checkId)!,
    })),
    undecidedEventIds: facts.undecidedEventIds,
    consentedTreatments,
    mayBePhotographed,
    hasPhotographs: facts.hasPhotographs,
    uncountersigned: facts.uncountersigned,
  });
  const plan = treatmentSession && facts.plans.find(({ id }) => id === treatmentSession.planId);
  return {
    alerts: alerts.map((alert) => describeAlert(alert, language)),
    mayBePhotographed,
    obstacles:
      treatmentSession === null
        ? null
        : plan
          ? listObstacles({
              planRuns: plan.status === 'accepted' || plan.status === 'active',
              outcome: outcomes.get(plan.checkId)!,
              hasConsent: consentedTreatments.includes(plan.treatment),
              lacksPhotographs: plan.treatment === 'scalp-micropigmentation' && !facts.hasPhotographs,
            })
          : ['plan-not-running'],
  };
};
