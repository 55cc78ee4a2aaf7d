import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/day.js';
import { invalid, type FieldError } from '../../kernel/failure.js';
import type { Treatment } from '../../kernel/treatment.js';
import { StaffService } from '../../clinic/index.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService, detailErrors } from '../../contraindications/index.js';
import type { PatientSummary } from '../../patients/index.js';
import { currentPrincipal, lifeErrors } from '../../platform/http/index.js';
import { validateFollowUp, type FollowedPlan, type PlanWarning } from '../plans/domain/follow-up.js';
import { misplacedDetails, type StatedIndications } from '../plans/domain/plan-indications.js';
import { foreignIndicationErrors, proposalErrors } from '../plans/domain/proposal.js';
import { orNull } from '../plans/or-null.js';
import type { PlanChange } from '../plans/plan.dto.js';
import { squareCentimetres } from '../plans/plan.response.js';
import { PlansRepository, type PlanRecord } from '../plans/plans.repository.js';
import type { Protocol } from '../protocols/domain/protocol.js';
import { seriesErrors } from '../schedule/domain/series.js';
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
      ...seriesErrors(protocol, input.series, this.today(), { followsAnother }),
      ...this.proposalErrorsOf(protocol, input),
      ...lifeErrors(input, patient, currentPrincipal().clinic.timeZone),
    ];
    const followed = validateFollowUp(protocol, {
      purpose,
      patientId,
      names: followsPlanId !== null,
      followed: followsPlanId === null ? null : await this.followed(followsPlanId),
      startOn: input.series.startOn,
      zones: (input.areas ?? []).map(({ zone }) => zone),
    });
    errors.push(...followed.errors);
    const toldBy = input.expectations?.toldBy;
    const [consultation, check, teller] = await Promise.all([
      orNull(this.consultations.require(input.consultationId)),
      orNull(this.checks.require(input.contraindicationCheckId)),
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
    if (errors.length > 0) throw invalid(errors);
    return followed.warnings;
  }

  /** Verifies the indications of a plan, where only they are changed. */
  verifyIndications(treatment: Treatment, stated: StatedIndications, patient: PatientSummary): void {
    const errors = [
      ...foreignIndicationErrors(treatment, stated.indications),
      ...this.detailErrorsOf(stated),
      ...lifeErrors({ indicationDetails: stated.indicationDetails }, patient, currentPrincipal().clinic.timeZone),
    ];
    if (errors.length > 0) throw invalid(errors);
  }

  private async followed(planId: string): Promise<FollowedPlan | null> {
    const [plan, lastGiven] = await Promise.all([this.plans.find(planId), this.sessions.lastGivenOf(planId)]);
    return plan && { ...plan, lastGivenOn: lastGiven && dayOf(lastGiven, currentPrincipal().clinic.timeZone) };
  }

  private proposalErrorsOf(protocol: Protocol, input: PlanChange): FieldError[] {
    const areas = (input.areas ?? []).map((area) => ({ zone: area.zone, stated: area.size !== undefined, squareCentimetres: squareCentimetres(area) }));
    const technique = input.protocol?.technique ?? null;
    const errors = proposalErrors(protocol, { technique, areas, indications: input.indications ?? [], hairTrimming: input.hairTrimming ?? null });
    errors.push(...this.detailErrorsOf({ indication: null, indications: [], indicationDetails: [], ...input }));
    if (input.expectations?.toldAt !== undefined && new Date(input.expectations.toldAt) > this.clock.now()) {
      errors.push({ pointer: '/expectations/toldAt', code: 'in-the-future', detail: 'This lies in the future.' });
    }
    return errors;
  }

  private detailErrorsOf(stated: StatedIndications): FieldError[] {
    const today = this.today();
    return [...misplacedDetails(stated), ...stated.indicationDetails.flatMap((details, index) => detailErrors(details, `/indicationDetails/${index}`, today))];
  }

  private today(): Day {
    return dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
  }
}
