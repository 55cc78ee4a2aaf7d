import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { evaluate, type Evaluation, type Finding } from '../engine/index.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import type { ReEvaluationResponse } from './check.dto.js';
import { ChecksRepository, type RetracedCheck } from './checks.repository.js';

type Answer = Pick<Evaluation, 'outcome' | 'findings' | 'contradictions' | 'earliestClearOn' | 'validUntil'>;

/** Formats the answer of a check in its canonical JSON form. */
const canonicalizeAnswer = ({ outcome, findings, contradictions, earliestClearOn, validUntil }: Answer): string =>
  canonicalize({ outcome, findings, contradictions, earliestClearOn, validUntil: new Date(validUntil).toISOString() })!;

const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

const toAnswer = (check: RetracedCheck): Answer => ({ ...check, validUntil: check.validUntil.toISOString() });

const listDifferingRules = (kept: readonly Finding[], now: readonly Finding[]): string[] => {
  const [before, after] = [kept, now].map((findings) => new Map(findings.map((finding) => [finding.ruleId, canonicalize(finding)])));
  return [...new Set([...before!.keys(), ...after!.keys()])].filter((ruleId) => before!.get(ruleId) !== after!.get(ruleId));
};

/** Evaluates stored checks again, with the rules, the facts, the day and the time zone of the check. */
@Injectable()
export class ReEvaluationsService {
  constructor(
    private readonly checks: ChecksRepository,
    private readonly rulesets: RulesetsService,
  ) {}

  async reEvaluate(checkId: string): Promise<ReEvaluationResponse> {
    const check = await this.checks.findRetraced(checkId);
    if (!check) throw createNotFoundFailure('check');
    const { content } = await this.rulesets.require(check.rulesetId);
    const now = evaluate(content, check.facts, {
      plannedOn: check.plannedOn,
      timeZone: check.timeZone ?? getCurrentPrincipal().clinic.timeZone,
      onSessionDay: check.onSessionDay,
    });
    const [kept, again] = [canonicalizeAnswer(toAnswer(check)), canonicalizeAnswer(now)];
    return {
      checkId,
      patientId: check.patientId,
      ruleset: { id: check.rulesetId, version: check.rulesetVersion },
      identical: kept === again,
      keptHash: hashText(kept),
      hash: hashText(again),
      outcome: now.outcome,
      differing: listDifferingRules(check.findings, now.findings),
    };
  }
}
