import { toCalendarDay } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { buildConsultation } from '../../consultations/index.js';
import { validateBirth } from '../../patients/index.js';
import { validateLifeDates } from '../../platform/http/index.js';
import { toConsultationFacts, createResultsOfTests } from './consultation-facts.js';
import type { ContraindicationEvaluationInput } from './evaluate.dto.js';
import type { ConsultationFacts } from './records.js';

/** The same facts without ids, because nothing of the request is stored. */
const withoutIds = (facts: ConsultationFacts): ConsultationFacts => ({
  ...facts,
  id: null,
  results: facts.results.map((result) => ({ ...result, bloodTestId: null })),
  trichoanalyses: facts.trichoanalyses.map((record) => ({ ...record, id: null })),
});

/** Reads posted consultations as if they were recorded; throws all errors in any of them, and errors against the date of birth. */
export const readPostedConsultations = (input: ContraindicationEvaluationInput, { now, timeZone }: { now: Date; timeZone: string }): ConsultationFacts[] => {
  const { consultations, patient } = input;
  const life = { birthDate: patient.birthDate ?? null, deceasedOn: null };
  const context = { patientId: createId(), sexAtBirth: patient.sexAtBirth, birthDate: patient.birthDate ?? null, now, timeZone, newId: createId };
  const read = consultations.map(({ signed = false, ...consultation }, index) => ({
    signed,
    ...buildConsultation(consultation, context.patientId, context, `/consultations/${index}`),
  }));
  const born = validateBirth(patient.birthDate, toCalendarDay(now, timeZone), '/patient/birthDate');
  const errors = [...born, ...validateLifeDates(input, life, timeZone), ...read.flatMap((item) => item.errors)];
  if (errors.length > 0) throw createInvalidInputFailure(errors);
  const resultsOf = createResultsOfTests(
    read.flatMap(({ record }) => record.bloodTests),
    context,
    timeZone,
  );
  return read.map(({ record, signed }) => withoutIds({ ...toConsultationFacts(record, resultsOf), signed }));
};
