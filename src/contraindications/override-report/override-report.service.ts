import { Injectable } from '@nestjs/common';
import { countDaysBetween } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { treatments } from '../../kernel/treatment.js';
import { toActor, getCurrentPrincipal, Pages, type Page } from '../../platform/http/index.js';
import { toOverrideResponse } from '../checks/check.response.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import type { ListedOverride, OverrideQuery, OverrideReportQuery, OverrideReportResponse, OverrideReportRow } from './override-report.dto.js';
import { OverrideReportRepository, type DecidedCounts, type FoundOverride, type RuleCounts } from './override-report.repository.js';

/** The longest period of a report, in days. */
const LONGEST_PERIOD = 3700;

const toListedOverride = ({ checkId, patientId, treatment, plannedOn, ...override }: FoundOverride): ListedOverride => ({
  ...toOverrideResponse(override),
  checkId,
  patientId,
  treatment,
  plannedOn,
});

const sumCounts = (decided: readonly DecidedCounts[], count: 'overridden' | 'discussed' | 'confirmed' | 'awaiting' | 'void'): number =>
  decided.reduce((total, decidedCounts) => total + decidedCounts[count], 0);

const toThousandths = (share: number): number => Math.round(share * 1000) / 1000;

const toRow = ({ treatment, ruleId, fired, decided }: RuleCounts, titles: ReadonlyMap<string, string>): OverrideReportRow => {
  const overridden = sumCounts(decided, 'overridden');
  return {
    treatment,
    ruleId,
    title: titles.get(`${treatment} ${ruleId}`) ?? null,
    fired,
    overridden,
    share: toThousandths(overridden / fired),
    discussedWithPatient: sumCounts(decided, 'discussed'),
    confirmed: sumCounts(decided, 'confirmed'),
    awaitingConfirmation: sumCounts(decided, 'awaiting'),
    void: sumCounts(decided, 'void'),
    dermatologists: decided.map(({ by, overridden: times }) => ({ overriddenBy: toActor(by), overridden: times })),
  };
};

/** Counts which rules prevent treatments, and how often and by whom they are overridden. */
@Injectable()
export class OverrideReportService {
  constructor(
    private readonly overrides: OverrideReportRepository,
    private readonly rulesets: RulesetsService,
    private readonly pages: Pages,
  ) {}

  async report({ from, to, treatment }: OverrideReportQuery): Promise<OverrideReportResponse> {
    const days = countDaysBetween(from, to);
    if (days < 0 || days > LONGEST_PERIOD) {
      throw createInvalidInputFailure([
        { pointer: '?to', code: 'out-of-range', detail: `A period ends after it began, at most ${LONGEST_PERIOD} days later: send a to from ${from} on.` },
      ]);
    }
    const { timeZone } = getCurrentPrincipal().clinic;
    const { checks, rules } = await this.overrides.report({ from, to, timeZone, treatment: treatment ?? null });
    const titles = await this.getTitles();
    const rows = rules
      .map((rule) => toRow(rule, titles))
      .sort((one, other) => other.overridden - one.overridden || other.fired - one.fired || (one.ruleId < other.ruleId ? -1 : 1));
    return { from, to, checks, rows };
  }

  list(query: OverrideQuery): Promise<Page<ListedOverride>> {
    const { ruleId = null, overriddenBy = null, from = null, to = null } = query;
    const filter = { ruleId, overriddenBy, from, to, timeZone: getCurrentPrincipal().clinic.timeZone };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.overrides.list(filter, after, limit),
      position: (override) => override.id,
      item: toListedOverride,
      total: () => this.overrides.count(filter),
    });
  }

  /** The titles of the rules in force, by rule. */
  private async getTitles(): Promise<ReadonlyMap<string, string>> {
    const published = await Promise.all(treatments.map((treatment) => this.rulesets.getPublished(treatment)));
    return new Map(published.flatMap(({ treatment, content }) => content.rules.map(({ id, title }) => [`${treatment} ${id}`, title] as const)));
  }
}
