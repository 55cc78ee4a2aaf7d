import { selectResultsInForce, findUnreadResult, type BloodTestForRules, type ConsultationForRules } from '../../consultations/index.js';
import { computeNeutrophils, soundsAbnormal } from '../../terminology/index.js';
import type { Entry, ListedEntry, PatientList } from '../../record/index.js';
import type { AllergyEntry, ConsultationFacts, ResultFacts } from './records.js';

type PersonOfResults = Parameters<typeof selectResultsInForce>[1];

const kindOf: Record<PatientList, NonNullable<ConsultationFacts['entryOf']>> = {
  conditions: 'condition',
  allergies: 'allergy',
  medications: 'medication',
  procedures: 'procedure',
};

/** Formats an entry that was entered in error as a statement that its item is not true. */
const takeBackEntry = (list: PatientList, entry: Entry): Entry =>
  list === 'medications' ? { ...entry, status: 'entered-in-error' } : { ...entry, verificationStatus: 'entered-in-error' };

/**
 * Reads an entry of the patient's lists that was stated between consultations. Each entry counts as a consultation with this single statement, on the day of
 * the entry's last change; so it has its place among the consultations by date.
 */
export const listFacts = ({ id, list, entry, errorReason, updatedAt }: ListedEntry): ConsultationFacts => {
  const said = errorReason === null ? entry : takeBackEntry(list, entry);
  return {
    id,
    entryOf: kindOf[list],
    signed: false,
    startedAt: updatedAt.toISOString(),
    medicalHistory: list === 'allergies' ? { allergies: [said as AllergyEntry] } : { [list]: [said] },
    bloodPressure: null,
    results: [],
    trichoanalyses: [],
    diagnoses: [],
  };
};

/** Reads the results of a blood test, including results outside the panel. No rule reads those, and the check lists them as unread. */
const listResultFacts = (test: BloodTestForRules): ResultFacts[] =>
  test.results.map((result) => {
    const { analyte, code, canonical, comparator, text, finding, interpretation, laboratoryInterpretation, rangeUsed, value, unit } = result;
    const isAbnormal = laboratoryInterpretation !== null && laboratoryInterpretation !== 'N';
    return {
      bloodTestId: test.id,
      collectedAt: test.collectedAt,
      ...(test.status === 'preliminary' && { preliminary: true }),
      analyte,
      code,
      canonical,
      comparator: comparator ?? null,
      text: finding ?? text,
      interpretation,
      referenceRange: rangeUsed,
      ...(findUnreadResult(result) !== null && {
        unread: { value, unit, abnormal: isAbnormal || (interpretation !== null && interpretation !== 'N') || soundsAbnormal(text) },
      }),
    };
  });

/** Calculates the number of neutrophils where the sample has only their share and the number of leucocytes. */
const listNeutrophils = (results: readonly ResultFacts[]): ResultFacts[] => {
  const of = (analyte: string): ResultFacts | undefined => results.find((result) => result.analyte === analyte && result.canonical !== null);
  const [percent, leucocytes] = [of('neutrophils-percent'), of('leucocytes')];
  if (of('neutrophils') || !percent || !leucocytes) return [];
  const value = computeNeutrophils({ ...leucocytes.canonical!, comparator: leucocytes.comparator }, { ...percent.canonical!, comparator: percent.comparator });
  if (value === null) return [];
  const preliminary = percent.preliminary ?? leucocytes.preliminary;
  return [
    {
      ...percent,
      ...(preliminary && { preliminary }),
      analyte: 'neutrophils',
      canonical: { value, unit: leucocytes.canonical!.unit },
      interpretation: null,
      referenceRange: null,
    },
  ];
};

/** Identifies the sample: all results with one report number of one laboratory are one sample; a report without a number is a sample of its own. */
const createSampleKey = ({ id, reportNumber, collectedAt }: BloodTestForRules): string =>
  reportNumber === null ? id : JSON.stringify([reportNumber.trim().toLowerCase(), new Date(collectedAt).getTime()]);

/**
 * Reads the results of a patient's blood tests, by blood test; all tests of the patient must be given. A result that is calculated from two others belongs to
 * the test of one of them.
 */
export type ResultsOfTests = (tests: readonly BloodTestForRules[]) => ResultFacts[];

export const createResultsOfTests = (all: readonly BloodTestForRules[], whose: PersonOfResults, timeZone: string): ResultsOfTests => {
  const inForce = selectResultsInForce(all, whose, timeZone);
  const known = new Map(inForce.map((test) => [test.id, listResultFacts(test)]));
  // A correction of one result leaves the other result in the report that is corrected.
  for (const sample of Map.groupBy(inForce, createSampleKey).values()) {
    for (const derived of listNeutrophils(sample.flatMap(({ id }) => known.get(id)!))) known.get(derived.bloodTestId!)!.push(derived);
  }
  return (tests) => tests.flatMap(({ id }) => known.get(id) ?? []);
};

/** Reads the facts of a consultation that a check needs. */
export const toConsultationFacts = (
  { id, startedAt, signedAt, medicalHistory, vitalSigns, bloodTests, trichoanalyses, assessment }: ConsultationForRules,
  resultsOf: ResultsOfTests,
): ConsultationFacts => ({
  id,
  startedAt,
  signed: signedAt !== null,
  medicalHistory: medicalHistory && { ...medicalHistory, screening: { ...medicalHistory.screening } },
  bloodPressure: vitalSigns?.bloodPressure ? { measuredAt: vitalSigns.measuredAt, ...vitalSigns.bloodPressure } : null,
  results: resultsOf(bloodTests),
  trichoanalyses: trichoanalyses.map(({ id, performedAt, region, findings }) => ({
    id,
    performedAt,
    region,
    infection: findings.infection,
    inflammation: findings.inflammation,
    suspiciousLesion: findings.suspiciousLesion,
    possibleCauses: findings.possibleCauses,
    signs: findings.signs,
    perifollicularSigns: findings.perifollicularSigns,
    scalpCondition: findings.scalpCondition,
  })),
  diagnoses: assessment?.diagnoses ?? [],
});
