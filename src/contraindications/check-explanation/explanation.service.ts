import { Injectable } from '@nestjs/common';
import { ClinicService, StaffService } from '../../clinic/index.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { DocumentRenderer } from '../../platform/documents/index.js';
import { computeContentTag, getCurrentPrincipal, FileAnswer } from '../../platform/http/index.js';
import type { ContraindicationCheckResponse, RuleOverride } from '../checks/check.dto.js';
import { ChecksService } from '../checks/checks.service.js';
import type { Facts } from '../engine/index.js';
import { checkDocument } from './check-document.js';
import { checkTemplate } from './check.template.js';
import { formatExplanation, explain, type ExplainedCheck, type Explanation } from '../explanation/explain.js';
import type { CheckExplanationResponse } from './explanation.dto.js';
import { ExplanationRepository } from './explanation.repository.js';
import type { Messages } from '../../messages/index.js';

/** Explains checks in words: as text, as sections for a screen, and as a page to print. */
@Injectable()
export class ExplanationService {
  constructor(
    private readonly checks: ChecksService,
    private readonly explanations: ExplanationRepository,
    private readonly patients: PatientsService,
    private readonly clinics: ClinicService,
    private readonly staff: StaffService,
    private readonly renderer: DocumentRenderer,
  ) {}

  async explain(checkId: string, messages: Messages<'checks'>): Promise<CheckExplanationResponse> {
    const { check, explanation } = await this.buildExplanation(checkId, messages);
    return { checkId, patientId: check.patientId, ...explanation, text: formatExplanation(explanation) };
  }

  async explainAsText(checkId: string, messages: Messages<'checks'>): Promise<FileAnswer> {
    const { check, explanation } = await this.buildExplanation(checkId, messages);
    const body = `${formatExplanation(explanation)}\n`;
    return new FileAnswer({ body, mediaType: 'text/plain; charset=utf-8', patientId: check.patientId, headers: { 'Content-Language': messages.language } });
  }

  async renderDocument(checkId: string, messages: Messages<'checks'>): Promise<FileAnswer> {
    const { check, explanation } = await this.buildExplanation(checkId, messages);
    const [patient, clinic] = await Promise.all([this.patients.get(check.patientId), this.clinics.get()]);
    const view = checkDocument({ check, explanation, patient, clinic }, messages);
    const body = await this.renderer.render(checkTemplate, view);
    const etag = computeContentTag(body);
    const fileName = `contraindication-check-${checkId}.pdf`;
    return new FileAnswer({
      body,
      mediaType: 'application/pdf',
      patientId: check.patientId,
      fileName,
      etag,
      headers: { 'Content-Language': messages.language },
    });
  }

  private async buildExplanation(checkId: string, messages: Messages<'checks'>): Promise<{ check: ContraindicationCheckResponse; explanation: Explanation }> {
    const [check, facts] = await Promise.all([this.checks.require(checkId), this.explanations.findFacts(checkId)]);
    if (!facts) throw createNotFoundFailure('check');
    return { check, explanation: await this.tell(check, facts, messages) };
  }

  /** Explains a check. Overrides that are void, or wait for a second dermatologist, decide nothing and are left out. */
  private async tell(check: ContraindicationCheckResponse, facts: Facts, messages: Messages<'checks'>): Promise<Explanation> {
    const inForce = check.overrides.filter((override) => override.inForce);
    const ids = [...new Set(inForce.flatMap(listDeciders))];
    const names = new Map(await Promise.all(ids.map(async (id) => [id, (await this.staff.find(id))?.name ?? null] as const)));
    const people = (override: RuleOverride): string | null =>
      listDeciders(override)
        .flatMap((id) => names.get(id) ?? [])
        .join(', ') || null;
    const told: ExplainedCheck = { ...check, overrides: inForce.map((override) => ({ ...override, person: people(override) })) };
    return explain(told, facts, getCurrentPrincipal().clinic.timeZone, messages);
  }
}

/** The people who decided an override: one dermatologist, or two where the rule asks for two. */
const listDeciders = ({ overriddenBy, confirmedBy }: RuleOverride): string[] => [overriddenBy.id, ...(confirmedBy === null ? [] : [confirmedBy.id])];
