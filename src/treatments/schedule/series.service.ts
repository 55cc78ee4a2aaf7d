import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { ConsultationsService, type ConsultationRecord } from '../../consultations/index.js';
import { ChecksService, type ContraindicationCheckResponse, type ContraindicationEvaluationResponse } from '../../contraindications/index.js';
import { PatientsService, refuseDeceased } from '../../patients/index.js';
import { getCurrentPrincipal, validateLifeDates } from '../../platform/http/index.js';
import { suggestFormulations } from '../protocols/domain/formulations.js';
import { planSeries, type Proposal } from '../planner/planner.js';
import type { SeriesReason } from '../planner/reasons.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { computeExtent, deriveFindings } from './domain/findings.js';
import { toPlanningProtocol, validateSeries } from './domain/series.js';
import { findOrNull } from '../plans/or-null.js';
import { PlanningCalendar } from './planning-calendar.js';
import type { SeriesProposal, SeriesQuestion, SeriesProposalReason } from './series.dto.js';

export const toReasonResponse = ({ code, text, factor, points, session, source }: SeriesReason): SeriesProposalReason => ({
  code,
  text,
  factor: factor ?? null,
  points: points ?? null,
  session: session ?? null,
  source: source ?? null,
});

/** Proposes a series: the number of sessions and their days, with the reasons. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly protocols: ProtocolsService,
    private readonly patients: PatientsService,
    private readonly consultations: ConsultationsService,
    private readonly checks: ChecksService,
    private readonly calendar: PlanningCalendar,
    private readonly clock: Clock,
  ) {}

  async propose(patientId: string, question: SeriesQuestion): Promise<SeriesProposal> {
    const patient = await this.patients.require(patientId);
    refuseDeceased(patient);
    const { treatment, contraindicationCheckId, startOn } = question;
    const [protocol, consultations, named, calendar] = await Promise.all([
      this.protocols.getPublished(treatment),
      this.consultations.listRecords(patientId),
      contraindicationCheckId === undefined ? undefined : findOrNull(this.checks.require(contraindicationCheckId)),
      this.calendar.read(treatment),
    ]);
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    const consultation = consultations.find(({ id }) => id === question.consultationId);
    const { extent, errors } = computeExtent(question.areas ?? []);
    const wrong = [
      ...validateSeries(protocol, question, today, { pointer: '' }),
      ...validateReferences(patientId, question, consultation, named),
      ...validateLifeDates(question, patient, getCurrentPrincipal().clinic.timeZone),
      ...errors,
    ];
    if (wrong.length > 0) throw createInvalidInputFailure(wrong);
    const [check, suggestedTo] = await Promise.all([
      named ?? this.checks.preview(patientId, { treatment, plannedOn: startOn }),
      this.checks.toSuggest(patientId, startOn),
    ]);
    const observed = consultation!.trichoanalyses.filter((trichoanalysis) => trichoanalysis.enteredInError === null);
    const proposal = planSeries({
      protocol: toPlanningProtocol(protocol),
      findings: deriveFindings(observed, extent),
      asked: { sessions: question.sessions ?? null, intervalDays: question.intervalDays ?? null },
      startOn,
      clearOn: check.earliestClearOn,
      calendar,
      kept: [],
    });
    return {
      patientId,
      treatment,
      protocolVersion: protocol.protocolVersion,
      ...toSeries(proposal, startOn),
      formulations: suggestFormulations(protocol.content.formulations, suggestedTo),
      reasons: [...proposal.reasons, ...listCheckReasons(check), ...listStaffReasons(calendar.staffed)].map(toReasonResponse),
    };
  }
}

const toSeries = ({ sessions, intervalDays, planned, noDate }: Proposal, startOn: string) => ({
  series: { sessions, intervalDays, startOn: planned[0]?.on ?? startOn },
  dates: planned.map(({ on }) => on),
  noDate,
});

const validateReferences = (
  patientId: string,
  { treatment }: SeriesQuestion,
  consultation: ConsultationRecord | undefined,
  check: ContraindicationCheckResponse | null | undefined,
): FieldError[] => {
  const errors: FieldError[] = [];
  if (!consultation)
    errors.push({
      pointer: '/consultationId',
      code: 'unknown-consultation',
      detail: 'This patient has no such consultation: name one that GET /v1/patients/{patientId}/consultations lists.',
    });
  if (check === null || (check && check.patientId !== patientId)) {
    errors.push({
      pointer: '/contraindicationCheckId',
      code: 'unknown-check',
      detail: 'This patient has no such contraindication check: name one that GET /v1/patients/{patientId}/contraindication-checks lists.',
    });
  } else if (check && check.treatment !== treatment) {
    errors.push({ pointer: '/contraindicationCheckId', code: 'other-treatment', detail: `The check is for ${check.treatment}: name one for this treatment.` });
  }
  return errors;
};

/** Reports a check that blocks the treatment and has no day from which it would be clear, because waiting does not help then. */
const listCheckReasons = (check: ContraindicationEvaluationResponse): SeriesReason[] =>
  check.earliestClearOn === null && (check.effectiveOutcome === 'contraindicated' || check.effectiveOutcome === 'needs-data')
    ? [{ code: 'check-not-clear', text: `The contraindication check says ${check.effectiveOutcome}, and no day is known from which that changes.` }]
    : [];

const listStaffReasons = (staffed: readonly string[] | null): SeriesReason[] =>
  staffed === null ? [{ code: 'working-days-unknown', text: 'It is not known on which days those work who may give it: every opening day counts.' }] : [];
