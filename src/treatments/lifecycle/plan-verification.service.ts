import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import type { Treatment } from '../../kernel/treatment.js';
import { StaffService } from '../../clinic/index.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService, validateDetails } from '../../contraindications/index.js';
import type { PatientSummary } from '../../patients/index.js';
import { getCurrentPrincipal, validateLifeDates } from '../../platform/http/index.js';
import { validateFollowUp, type FollowedPlan, type PlanWarning } from '../plans/domain/follow-up.js';
import { validateIndicationDetails, type StatedIndications } from '../plans/domain/plan-indications.js';
import { validateIndicationsOfTreatment, validateProposal } from '../plans/domain/proposal.js';
import { findOrNull } from '../plans/or-null.js';
import type { PlanChange } from '../plans/plan.dto.js';
import { convertToSquareCentimetres } from '../plans/plan.response.js';
import { PlansRepository, type PlanRecord } from '../plans/plans.repository.js';
import type { Protocol } from '../protocols/domain/protocol.js';
import { validateSeries } from '../schedule/domain/series.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

/** The patient, the purpose and the followed plan, none of which changes. */
type PlanToVerify = Pick<PlanRecord, 'purpose' | 'followsPlanId'> & { patient: PatientSummary };

/** Verifies a draft against its patient, its consultation and check, the plan that it follows, and the protocol. */
@Injectable()
export class PlanVerification {
  constructor(
    private readonly plans: PlansRepository,
    private readonly sessions: SessionsRepository,
    private readonly consultations: ConsultationsService,
    private readonly checks: ChecksService,
    private readonly staff: StaffService,
    private readonly clock: Clock,
  ) {}

  /** Requires that everything to which a plan refers belongs to this patient, and that its series is within the protocol. Answers the warnings. */
  async verify({ patient, purpose, followsPlanId }: PlanToVerify, protocol: Protocol, input: PlanChange): Promise<PlanWarning[]> {
    const followsAnother = purpose !== 'series';
    const patientId = patient.id;
    const errors: FieldError[] = [
      ...validateSeries(protocol, input.series, this.getToday(), { followsAnother }),
      ...this.validateProposal(protocol, input),
      ...validateLifeDates(input, patient, getCurrentPrincipal().clinic.timeZone),
    ];
    const followed = validateFollowUp(protocol, {
      purpose,
      patientId,
      names: followsPlanId !== null,
      followed: followsPlanId === null ? null : await this.findFollowedPlan(followsPlanId),
      startOn: input.series.startOn,
      zones: (input.areas ?? []).map(({ zone }) => zone),
    });
    errors.push(...followed.errors);
    const toldBy = input.expectations?.toldBy;
    const [consultation, check, teller] = await Promise.all([
      findOrNull(this.consultations.require(input.consultationId)),
      findOrNull(this.checks.require(input.contraindicationCheckId)),
      toldBy === undefined ? undefined : this.staff.find(toldBy),
    ]);
    if (teller === null) errors.push({ pointer: '/expectations/toldBy', code: 'unknown-staff', detail: 'Nobody of the clinic has this id.' });
    if (consultation?.patientId !== patientId) {
      errors.push({ pointer: '/consultationId', code: 'unknown-consultation', detail: 'This patient has no such consultation.' });
    }
    if (check?.patientId !== patientId) {
      errors.push({ pointer: '/contraindicationCheckId', code: 'unknown-check', detail: 'This patient has no such contraindication check.' });
    } else if (check.treatment !== protocol.treatment) {
      errors.push({ pointer: '/contraindicationCheckId', code: 'other-treatment', detail: `The check is for ${check.treatment}.` });
    }
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return followed.warnings;
  }

  /** Verifies the indications of a plan, where only they are changed. */
  verifyIndications(treatment: Treatment, stated: StatedIndications, patient: PatientSummary): void {
    const errors = [
      ...validateIndicationsOfTreatment(treatment, stated.indications),
      ...this.validateDetails(stated),
      ...validateLifeDates({ indicationDetails: stated.indicationDetails }, patient, getCurrentPrincipal().clinic.timeZone),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
  }

  private async findFollowedPlan(planId: string): Promise<FollowedPlan | null> {
    const [plan, lastGiven] = await Promise.all([this.plans.find(planId), this.sessions.findLastGivenAt(planId)]);
    return plan && { ...plan, lastGivenOn: lastGiven && toCalendarDay(lastGiven, getCurrentPrincipal().clinic.timeZone) };
  }

  private validateProposal(protocol: Protocol, input: PlanChange): FieldError[] {
    const areas = (input.areas ?? []).map((area) => ({
      zone: area.zone,
      stated: area.size !== undefined,
      squareCentimetres: convertToSquareCentimetres(area),
    }));
    const technique = input.protocol?.technique ?? null;
    const errors = validateProposal(protocol, { technique, areas, indications: input.indications ?? [], hairTrimming: input.hairTrimming ?? null });
    errors.push(...this.validateDetails({ indication: null, indications: [], indicationDetails: [], ...input }));
    if (input.expectations?.toldAt !== undefined && new Date(input.expectations.toldAt) > this.clock.now()) {
      errors.push({ pointer: '/expectations/toldAt', code: 'in-the-future', detail: 'This lies in the future.' });
    }
    return errors;
  }

  private validateDetails(stated: StatedIndications): FieldError[] {
    const today = this.getToday();
    return [
      ...validateIndicationDetails(stated),
      ...stated.indicationDetails.flatMap((details, index) => validateDetails(details, `/indicationDetails/${index}`, today)),
    ];
  }

  private getToday(): Day {
    return toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
  }
}
