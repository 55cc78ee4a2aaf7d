import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { DraftsService, ScreeningsService, type Changed, type RulesetComparison, type Subject } from '../../contraindications/index.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { runInContext, type RequestContext } from '../../platform/context.js';
import { getCurrentPrincipal, getCurrentRequest, FileAnswer, LINES } from '../../platform/http/index.js';
import { findNamedIndications } from '../plans/domain/plan-indications.js';
import type { PreviewLine } from './preview.dto.js';
import { ScreeningRepository, type OpenPlan } from './screening.repository.js';

const PLANS_AT_ONCE = 1_000;

/** A plan in the comparison of two rulesets. */
type ComparedPlan = Subject & Pick<OpenPlan, 'id'>;
type Change = Changed<ComparedPlan>;

/** A group of plans that were compared, and those whose outcome would change. */
interface Chunk {
  plans: number;
  changes: Change[];
}

const toPreviewLine = ({ subject, outcomeBefore, outcomeAfter, rules }: Change): PreviewLine => ({
  type: 'change',
  planId: subject.id,
  patientId: subject.patientId,
  outcomeBefore,
  outcomeAfter,
  rules,
});

const getTimeZone = (): string => getCurrentPrincipal().clinic.timeZone;

/** The subject of one preview. */
interface Preview {
  rulesetId: string;
  comparison: RulesetComparison;
  /** The number of plans at the beginning. */
  total: number;
  context: RequestContext;
}

/** Reports whose outcome would change if a draft were published, while the comparison goes on. */
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

  async stream(rulesetId: string): Promise<FileAnswer> {
    const draft = await this.drafts.requireValid(rulesetId);
    const [total, comparison] = await Promise.all([this.plans.count(draft.treatment), this.screenings.createComparison(draft.content)]);
    // The reader of the stream has no request context: the generator runs within it. A line is made only after the line before was taken.
    const lines = this.streamLines({ rulesetId, comparison, total, context: getCurrentRequest() });
    return new FileAnswer({ body: Readable.from(lines, { highWaterMark: 1 }), mediaType: LINES, patientId: null });
  }

  /** Yields the lines of each chunk as one text. A reader that stops ends the work at the next chunk. */
  private async *streamLines({ rulesetId, comparison, total, context }: Preview): AsyncGenerator<string> {
    const started = this.clock.now().getTime();
    const transitions: Record<string, number> = {};
    let [done, changed] = [0, 0];
    const counts = () => ({ done, total: Math.max(total, done), changed });
    const progress = (): PreviewLine => ({ type: 'progress', ...counts() });
    try {
      yield toText([progress()]);
      for await (const { plans, changes } of this.streamChunks(comparison, context)) {
        for (const { outcomeBefore, outcomeAfter } of changes)
          transitions[`${outcomeBefore}>${outcomeAfter}`] = (transitions[`${outcomeBefore}>${outcomeAfter}`] ?? 0) + 1;
        await this.recordShown(changes, rulesetId, context);
        done += plans;
        changed += changes.length;
        yield toText([...changes.map(toPreviewLine), progress()]);
        await setImmediate();
      }
      const milliseconds = this.clock.now().getTime() - started;
      yield toText([{ type: 'summary', ...counts(), transitions, milliseconds }]);
    } catch (error) {
      this.logger.error({ err: error, requestId: context.requestId }, 'a preview broke off');
      yield toText([{ type: 'error', done, total, changed }]);
    }
  }

  /** Compares two chunks at a time: the database gathers the next one while one is computed. */
  private async *streamChunks(comparison: RulesetComparison, context: RequestContext): AsyncGenerator<Chunk> {
    let underWay: Promise<Chunk> | null = null;
    let position: string | null = null;
    do {
      const plans: OpenPlan[] = await this.read(comparison, position, context);
      const next: Promise<Chunk> = this.compare(comparison, plans, context);
      // The chunk was requested ahead: without a reader, its failure must not be unhandled.
      next.catch(() => undefined);
      if (underWay) yield await underWay;
      underWay = next;
      position = plans.length < PLANS_AT_ONCE ? null : plans.at(-1)!.id;
    } while (position !== null);
    yield await underWay;
  }

  private read({ treatment }: RulesetComparison, after: string | null, context: RequestContext): Promise<OpenPlan[]> {
    return runInContext(context, () => this.plans.readAfter(treatment, after, PLANS_AT_ONCE, toCalendarDay(this.clock.now(), getTimeZone())));
  }

  private compare(comparison: RulesetComparison, plans: readonly OpenPlan[], context: RequestContext): Promise<Chunk> {
    return runInContext(context, async () => {
      const subjects = plans.map((plan): ComparedPlan => ({ ...plan, indications: findNamedIndications(plan) }));
      return { plans: plans.length, changes: await this.screenings.listChanged(comparison, subjects, getTimeZone()) };
    });
  }

  /** Records in the audit trail whose plans are named, before the lines are sent. */
  private async recordShown(shown: readonly Change[], rulesetId: string, context: RequestContext): Promise<void> {
    if (shown.length === 0) return;
    const patientIds = [...new Set(shown.map(({ subject }) => subject.patientId))];
    await this.audit.record(context, context.clinicId!, { action: 'ruleset.preview', patientIds, resourceId: rulesetId, outcome: 'success', status: 200 });
  }
}

const toText = (lines: readonly PreviewLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
