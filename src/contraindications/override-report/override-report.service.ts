import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { daysBetween } from '../../kernel/day.js';
import { invalid } from '../../kernel/failure.js';
import { treatments } from '../../kernel/treatment.js';
import { currentPrincipal, Pages, type Page } from '../../platform/http/index.js';
import { overrideResponse } from '../checks/check.response.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import type { ListedOverride, OverrideQuery, OverrideReportQuery, OverrideReportResponse, OverrideReportRow } from './override-report.dto.js';
import { OverrideReportRepository, type DecidedCounts, type FoundOverride, type RuleCounts } from './override-report.repository.js';

/** The longest period of a report, in days. */
const LONGEST_PERIOD = 3700;

/** What is known by id: names of people, titles of rules. */
type Names = ReadonlyMap<string, string>;

const listed = ({ checkId, patientId, treatment, plannedOn, ...override }: FoundOverride): ListedOverride => ({
  ...overrideResponse(override),
  checkId,
  patientId,
  treatment,
  plannedOn,
});

const sum = (decided: readonly DecidedCounts[], count: 'overridden' | 'discussed' | 'confirmed' | 'awaiting' | 'void'): number =>
  decided.reduce((total, decidedCounts) => total + decidedCounts[count], 0);

const toThousandths = (share: number): number => Math.round(share * 1000) / 1000;

const rowOf = ({ treatment, ruleId, fired, decided }: RuleCounts, titles: Names, people: Names): OverrideReportRow => {
  const overridden = sum(decided, 'overridden');
  return {
    treatment,
    ruleId,
    title: titles.get(`${treatment} ${ruleId}`) ?? null,
    fired,
    overridden,
    share: toThousandths(overridden / fired),
    discussedWithPatient: sum(decided, 'discussed'),
    confirmed: sum(decided, 'confirmed'),
    awaitingConfirmation: sum(decided, 'awaiting'),
    void: sum(decided, 'void'),
    by: decided.map(({ by, overridden: times }) => ({ id: by, name: people.get(by) ?? null, overridden: times })),
  };
};

/** Which rules stand in the way, which are overridden, how often and by whom. */
@Injectable()
export class OverrideReportService {
  constructor(
    private readonly overrides: OverrideReportRepository,
    private readonly rulesets: RulesetsService,
    private readonly staff: StaffService,
    private readonly pages: Pages,
  ) {}

  async report({ from, to, treatment }: OverrideReportQuery): Promise<OverrideReportResponse> {
    const days = daysBetween(from, to);
    if (days < 0 || days > LONGEST_PERIOD) {
      throw invalid([{ pointer: '?to', code: 'out-of-range', detail: `A period ends after it began, at most ${LONGEST_PERIOD} days later: send a to from ${from} on.` }]);
    }
    const { timeZone } = currentPrincipal().clinic;
    const { checks, rules } = await this.overrides.report({ from, to, timeZone, treatment: treatment ?? null });
    const [titles, people] = await Promise.all([this.titles(), this.names(rules.flatMap(({ decided }) => decided.map(({ by }) => by)))]);
    const rows = rules
      .map((rule) => rowOf(rule, titles, people))
      .sort((one, other) => other.overridden - one.overridden || other.fired - one.fired || (one.ruleId < other.ruleId ? -1 : 1));
    return { from, to, checks, rows };
  }

  list(query: OverrideQuery): Promise<Page<ListedOverride>> {
    const { ruleId = null, overriddenBy = null, from = null, to = null } = query;
    const filter = { ruleId, overriddenBy, from, to, timeZone: currentPrincipal().clinic.timeZone };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.overrides.list(filter, after, limit),
      position: (override) => override.id,
      item: listed,
      total: () => this.overrides.count(filter),
    });
  }

  /** What the rules in force are about. */
  private async titles(): Promise<Names> {
    const published = await Promise.all(treatments.map((treatment) => this.rulesets.published(treatment)));
    return new Map(published.flatMap(({ treatment, content }) => content.rules.map(({ id, title }) => [`${treatment} ${id}`, title] as const)));
  }

  private async names(ids: readonly string[]): Promise<Names> {
    const people = await Promise.all([...new Set(ids)].map((id) => this.staff.find(id)));
    return new Map(people.flatMap((person) => (person ? [[person.id, person.name] as const] : [])));
  }
}
