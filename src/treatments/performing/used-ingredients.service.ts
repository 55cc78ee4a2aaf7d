import { Injectable } from '@nestjs/common';
import { toCalendarDay } from '../../kernel/day.js';
import { Failure } from '../../kernel/failure.js';
import { ChecksService } from '../../contraindications/index.js';
import { UsageService } from '../../products/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { Warning } from '../sessions/domain/anaesthetic-validation.js';
import { listIngredients, isMore, listObstaclesFromUse, mergeQuestions, type ToAskAbout } from '../sessions/domain/used-ingredients.js';
import type { SessionRecordInput } from '../sessions/session.dto.js';
import type { SessionRecord } from '../sessions/sessions.repository.js';

/** The check of what was used; null where the check of the start had included all of it. */
export interface UseCheck {
  checkId: string | null;
  warnings: Warning[];
}

const CONTRAINDICATED = 'contraindicated-use';
const REASON = '/contraindicatedUseReason';

/** Checks by the rules what was used in a session, where the check of its start had not included it. */
@Injectable()
export class UsedIngredients {
  constructor(
    private readonly checks: ChecksService,
    private readonly usage: UsageService,
  ) {}

  /**
   * Checks what the record names beyond the check of the start and the record before it. The check uses all facts known now, for the day of
   * the session. Fails with `check-not-clear` where a rule excludes something and no dermatologist has given a reason.
   */
  async check(session: SessionRecord, record: SessionRecordInput): Promise<UseCheck> {
    const start = await this.checks.require(session.checkId!);
    const [used, usedBefore] = await Promise.all([this.collectNamed(record), this.collectNamed(hasWithdrawnReason(session, record) ? null : session.record)]);
    const asked = mergeQuestions({ ingredients: start.ingredients ?? [], products: start.products }, usedBefore);
    const standing = record.contraindicatedUseReason === undefined ? [] : session.warnings.filter(({ code }) => code === CONTRAINDICATED);
    if (!isMore(asked, used)) return { checkId: session.completionCheckId, warnings: standing };
    const { patientId, treatment } = session;
    const question = { treatment, plannedOn: toCalendarDay(session.startedAt!, getCurrentPrincipal().clinic.timeZone) };
    const options = { onSessionDay: true, after: start.id };
    const without = await this.checks.preview(patientId, { ...question, ...toPreview(asked) }, options);
    const { ingredients, products } = mergeQuestions(asked, used);
    const check = await this.checks.run(patientId, { ...question, ingredients: [...ingredients], products: [...products] }, options);
    const findings = listObstaclesFromUse(check, without);
    if (findings.length === 0) return { checkId: check.id, warnings: standing };
    const detail = `What was used is ruled out, or asks for an answer that is missing: ${findings.map(({ title }) => title).join('; ')}.`;
    if (!this.mayRecord(record)) {
      const missing = check.findings.filter((finding) => findings.some(({ ruleId }) => ruleId === finding.ruleId) && finding.missing.length > 0);
      throw new Failure('check-not-clear', `${detail} ${describeHowToRecord(record)}`, {
        extra: { findings, missing: missing.map((finding) => ({ ruleId: finding.ruleId, missing: finding.missing })) },
      });
    }
    return { checkId: check.id, warnings: [...standing, { code: CONTRAINDICATED, pointer: REASON, detail }] };
  }

  private mayRecord({ contraindicatedUseReason }: SessionRecordInput): boolean {
    const principal = getCurrentPrincipal();
    return contraindicatedUseReason !== undefined && principal.kind === 'staff' && principal.role === 'dermatologist';
  }

  private async collectNamed(record: SessionRecordInput | null): Promise<ToAskAbout> {
    if (record === null) return { ingredients: [], products: [] };
    return { ingredients: listIngredients(record), products: await this.usage.listProductIds((record.products ?? []).map(({ lotId }) => lotId)) };
  }
}

/** Whether an amendment withdraws the reason; then everything is checked again. */
const hasWithdrawnReason = (session: SessionRecord, { contraindicatedUseReason }: SessionRecordInput): boolean =>
  contraindicatedUseReason === undefined && session.record?.contraindicatedUseReason !== undefined;

/** The question to a preview. Where nothing is named, both lists are left out, so that those of the check of the start count. */
const toPreview = ({ ingredients, products }: ToAskAbout): { ingredients?: string[]; products?: string[] } =>
  ingredients.length + products.length === 0 ? {} : { ingredients: [...ingredients], products: [...products] };

const describeHowToRecord = ({ contraindicatedUseReason }: SessionRecordInput): string =>
  contraindicatedUseReason === undefined
    ? 'A dermatologist who records that it was used says why in contraindicatedUseReason.'
    : 'Only a dermatologist records that it was used.';
