import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { DraftsService, ScreeningsService, type Comparison } from '../../contraindications/index.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { runInContext, type RequestContext } from '../../platform/context.js';
import { currentPrincipal, currentRequest, FileAnswer } from '../../platform/http/index.js';
import type { PreviewLine } from './preview.dto.js';
import { ScreeningRepository, type OpenPlan } from './screening.repository.js';

const PLANS_AT_ONCE = 1_000;

type Draft = Awaited<ReturnType<DraftsService['requireValid']>>;
type Compared = Comparison & { plan: OpenPlan };

const changes = ({ outcomeBefore, outcomeAfter }: Comparison): boolean => outcomeBefore !== outcomeAfter;

const lineOf = ({ plan, outcomeBefore, outcomeAfter, rules }: Compared): PreviewLine => ({
  type: 'change',
  planId: plan.id,
  patientId: plan.patientId,
  outcomeBefore,
  outcomeAfter,
  rules,
});

/** Whose outcome would change if a draft were published: told while it is found out. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly plans: ScreeningRepository,
    private readonly screenings: ScreeningsService,
    private readonly drafts: DraftsService,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  async of(rulesetId: string): Promise<FileAnswer> {
    const draft = await this.drafts.requireValid(rulesetId);
    const total = await this.plans.count(draft.treatment);
    // What reads the stream knows nothing of the request: whatever the lines need is done within it.
    return new FileAnswer({ body: Readable.from(this.text(draft, total, currentRequest())), mediaType: 'application/x-ndjson', patientId: null });
  }

  /** The lines of each chunk as one text. Whoever stops reading ends it at the next. */
  private async *text(draft: Draft, total: number, context: RequestContext): AsyncGenerator<string> {
    const started = this.clock.now().getTime();
    const transitions: Record<string, number> = {};
    let [done, changed] = [0, 0];
    let next: Promise<Compared[]> | null = this.chunk(draft, null, context);
    try {
      while (next) {
        const compared: Compared[] = await next;
        next = compared.length < PLANS_AT_ONCE ? null : this.chunk(draft, compared.at(-1)!.plan.id, context);
        // Asked for ahead: if nobody comes to read it, its failure is nobody's.
        next?.catch(() => undefined);
        const different = compared.filter(changes);
        for (const { outcomeBefore, outcomeAfter } of compared)
          transitions[`${outcomeBefore}>${outcomeAfter}`] = (transitions[`${outcomeBefore}>${outcomeAfter}`] ?? 0) + 1;
        await this.recordShown(different, draft.id, context);
        done += compared.length;
        changed += different.length;
        yield toText([...different.map(lineOf), { type: 'progress', done, total: Math.max(total, done), changed }]);
        await setImmediate();
      }
      const milliseconds = this.clock.now().getTime() - started;
      yield toText([{ type: 'summary', done, total: Math.max(total, done), changed, transitions, milliseconds }]);
    } catch (error) {
      this.logger.error({ err: error, requestId: context.requestId }, 'a preview broke off');
      yield toText([{ type: 'error', done, total, changed }]);
    }
  }

  private chunk(draft: Draft, position: string | null, context: RequestContext): Promise<Compared[]> {
    return runInContext(context, async () => {
      const { timeZone } = currentPrincipal().clinic;
      const plans = await this.plans.readAfter(draft.treatment, position, PLANS_AT_ONCE, dayOf(this.clock.now(), timeZone));
      const compared = plans.length === 0 ? [] : await this.screenings.compare(plans, draft.content, timeZone);
      return compared.map((one, index) => ({ ...one, plan: plans[index]! }));
    });
  }

  /** Whose plan is named stands in the audit trail before the line leaves. */
  private async recordShown(shown: readonly Compared[], rulesetId: string, context: RequestContext): Promise<void> {
    if (shown.length === 0) return;
    const patientIds = [...new Set(shown.map(({ plan }) => plan.patientId))];
    await this.audit.record(context, context.clinicId!, { action: 'ruleset.preview', patientIds, resourceId: rulesetId, outcome: 'success', status: 200 });
  }
}

const toText = (lines: readonly PreviewLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
