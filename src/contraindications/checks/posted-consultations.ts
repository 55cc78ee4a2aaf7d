import { dayOf } from '../../kernel/day.js';
import { invalid } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { consultationFrom } from '../../consultations/index.js';
import { birthErrors } from '../../patients/index.js';
import { lifeErrors } from '../../platform/http/index.js';
import { consultationFacts, resultFacts } from './consultation-facts.js';
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
export const postedConsultations = (input: ContraindicationEvaluationInput, { now, timeZone }: { now: Date; timeZone: string }): ConsultationFacts[] => {
  const { consultations, patient } = input;
  const life = { birthDate: patient.birthDate ?? null, deceasedOn: null };
  const context = { patientId: newId(), sexAtBirth: patient.sexAtBirth, birthDate: patient.birthDate ?? null, now, timeZone, newId };
  const read = consultations.map(({ signed = false, ...consultation }, index) => ({
    signed,
    ...consultationFrom(consultation, context.patientId, context, `/consultations/${index}`),
  }));
  const born = birthErrors(patient.birthDate, dayOf(now, timeZone), '/patient/birthDate');
  const errors = [...born, ...lifeErrors(input, life, timeZone), ...read.flatMap((item) => item.errors)];
  if (errors.length > 0) throw invalid(errors);
  const resultsOf = resultFacts(
    read.flatMap(({ record }) => record.bloodTests),
    context,
    timeZone,
  );
  return read.map(({ record, signed }) => withoutIds({ ...consultationFacts(record, resultsOf), signed }));
};
