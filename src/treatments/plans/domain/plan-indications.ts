/** The indications of a plan with their details: as the plan states them, and as the check reads them. */
import { toNamedIndication, type NamedIndication, type NamedIndications } from '../../../contraindications/index.js';
import type { FieldError } from '../../../kernel/failure.js';
import { indicationNames } from './indications.js';

/** Details of one indication of a plan. */
export interface DetailsOfIndication {
  /** The code of the indication, one of the plan's indications. When left out, the details are those of the indication in words. */
  indication?: string;
  since?: string | null;
  stableSince?: string | null;
  therapyTried?: 'yes' | 'no' | 'unknown' | null;
  therapies?: string | null;
}

/** The indications that a plan states. */
export interface StatedIndications {
  indication: string | null;
  indications: readonly string[];
  indicationDetails: readonly DetailsOfIndication[];
}

export interface PlanWithIndications extends StatedIndications {
  id: string;
  createdAt: Date;
}

/** Converts the indications of a plan for the check; null where the plan states none. */
export const findNamedIndications = ({ id, createdAt, indication, indications, indicationDetails }: PlanWithIndications): NamedIndications | null => {
  const detailsOf = (code: string | undefined): Omit<DetailsOfIndication, 'indication'> => {
    const { indication: _code, ...details } = indicationDetails.find((indicationDetail) => indicationDetail.indication === code) ?? {};
    return details;
  };
  const coded = indications.map((code) =>
    toNamedIndication({ ...detailsOf(code), code: { system: 'hairline', code, display: indicationNames.get(code) ?? null } }),
  );
  const inWords: NamedIndication[] =
    indication === null
      ? []
      : [{ ...toNamedIndication({ ...detailsOf(undefined), text: indication }), ...(coded.length > 0 && { besideCodes: true as const }) }];
  const items = [...coded, ...inWords];
  return items.length === 0 ? null : { items, recordedAt: createdAt.toISOString(), planId: id };
};

/** Lists the details of an indication that the plan does not name, and those given twice. */
export const validateIndicationDetails = ({ indication, indications, indicationDetails }: StatedIndications): FieldError[] =>
  indicationDetails.flatMap(({ indication: code }, index): FieldError[] => {
    const pointer = `/indicationDetails/${index}/indication`;
    if (indicationDetails.findIndex((other) => other.indication === code) < index)
      return [{ pointer, code: 'duplicate', detail: 'The details of each indication stand together: name it once.' }];
    if (code === undefined)
      return indication === null ? [{ pointer, code: 'required', detail: 'The plan says in no words what it is for: name one of its indications.' }] : [];
    return indications.includes(code)
      ? []
      : [{ pointer, code: 'unknown-indication', detail: `The plan is not for this: name it in indications, which are ${indications.join(', ') || 'none'}.` }];
  });
