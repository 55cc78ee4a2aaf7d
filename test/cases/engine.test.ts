import { describe, expect, it } from '@jest/globals';
import { collectFacts } from '../../src/contraindications/checks/facts-from.js';
import type { ConsultationFacts, ConditionEntry, HistoryFacts, ResultFacts, TrichoanalysisFacts } from '../../src/contraindications/checks/records.js';
import { evaluate } from '../../src/contraindications/engine/index.js';
import { shippedRulesets } from '../../src/contraindications/rulesets/shipped/index.js';
import { findAnalyteByLoinc, interpret, chooseRange, toCanonical, type QuantitativeAnalyte } from '../../src/terminology/index.js';
import { listWorkedCases, type WorkedCase } from '../../src/cli/demo/worked-cases.js';

const timeZone = 'Asia/Kolkata';
const now = new Date('2026-11-21T05:30:00.000Z');

interface Wire {
  startedAt: string;
  medicalHistory: HistoryFacts;
  vitalSigns: { measuredAt: string; bloodPressure: { systolic: number; diastolic: number } };
  bloodTests: { collectedAt: string; results: { code: { system: string; code: string }; value: number; unit: string }[] }[];
  trichoanalyses: TrichoanalysisFacts[];
  assessment: { diagnoses: ConditionEntry[] };
}

const consultationFacts = (workedCase: WorkedCase): ConsultationFacts => {
  const wire = workedCase.consultation as unknown as Wire;
  return {
    id: 'c1',
    signed: workedCase.sign,
    startedAt: wire.startedAt,
    medicalHistory: wire.medicalHistory,
    bloodPressure: { measuredAt: wire.vitalSigns.measuredAt, ...wire.vitalSigns.bloodPressure },
    results: wire.bloodTests.flatMap((test) =>
      test.results.map((result): ResultFacts => {
        const analyte = findAnalyteByLoinc(result.code.code) as QuantitativeAnalyte;
        const canonical = toCanonical(analyte, result.value, result.unit) as { value: number };
        const { range } = chooseRange(analyte, { sexAtBirth: workedCase.patient.sexAtBirth as string, age: null, pregnant: false }, null);
        return {
          bloodTestId: null,
          collectedAt: test.collectedAt,
          analyte: analyte.id,
          code: result.code,
          canonical: { value: canonical.value, unit: analyte.unit },
          comparator: null,
          text: null,
          interpretation: interpret(analyte, canonical.value, range),
          referenceRange: range,
        };
      }),
    ),
    trichoanalyses: wire.trichoanalyses.map((record) => ({ ...record, id: null })),
    diagnoses: wire.assessment.diagnoses,
  };
};

describe('the worked cases, by the engine alone', () => {
  for (const workedCase of listWorkedCases(now, timeZone)) {
    for (const check of workedCase.checks) {
      const named = check.ingredients ? ` with ${check.ingredients.join(', ')}` : '';
      it(`${workedCase.id} ${workedCase.title}: ${check.treatment}${named}`, () => {
        const patient = { id: 'p1', birthDate: workedCase.patient.birthDate as string, sexAtBirth: workedCase.patient.sexAtBirth as 'female' };
        const ruleset = shippedRulesets.find((ruleset) => ruleset.treatment === check.treatment)!;
        const facts = collectFacts(patient, [consultationFacts(workedCase)], { timeZone, ingredients: check.ingredients ?? null });
        const { outcome, findings, contradictions, earliestClearOn } = evaluate(ruleset, facts, { plannedOn: check.plannedOn, timeZone });
        const { expect: expected } = check;

        expect(findings.filter((finding) => finding.outcome !== 'clear').length > 0 ? outcome : 'clear').toBe(expected.outcome);
        expect(findings).toHaveLength(ruleset.rules.length);
        for (const [ruleId, wanted] of Object.entries(expected.findings))
          expect([ruleId, findings.find((finding) => finding.ruleId === ruleId)?.outcome]).toEqual([ruleId, wanted]);
        for (const [ruleId, wanted] of Object.entries(expected.reconsiderOn ?? {}))
          expect(findings.find((finding) => finding.ruleId === ruleId)?.reconsiderOn).toBe(wanted);
        if (expected.earliestClearOn) expect(earliestClearOn).toBe(expected.earliestClearOn);
        if (expected.contradiction) expect(contradictions.map(({ about }) => about)).toContain(expected.contradiction);
        const refused = findings.find((finding) => finding.ruleId === expected.overrideRefused);
        if (refused) expect(refused.overridable).toBe(false);
        const accepted = findings.find((finding) => finding.ruleId === expected.overrideAccepted);
        if (accepted) expect(accepted.overridable).toBe(true);
      });
    }
  }
});
