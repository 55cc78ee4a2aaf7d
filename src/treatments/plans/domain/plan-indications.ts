/** What a plan is for, with what is known of it: as the plan states it, and as the check reads it. */
import { namedIndication, type NamedIndication, type NamedIndications } from '../../../contraindications/index.js';
import type { FieldError } from '../../../kernel/failure.js';
import { indicationNames } from './indications.js';

/** What is known of one indication of a plan. */
export interface DetailsOfIndication {
  /** Its code among the plan's indications; left out, it is what the plan says in words. */
  indication?: string;
  since?: string | null;
  stableSince?: string | null;
  therapyTried?: 'yes' | 'no' | 'unknown' | null;
  therapies?: string | null;
}

/** What a plan states that it is for. */
export interface StatedIndications {
  indication: string | null;
  indications: readonly string[];
  indicationDetails: readonly DetailsOfIndication[];
}

export interface PlanWithIndications extends StatedIndications {
  id: string;
  createdAt: Date;
}

/** What the check is told that a plan is for; null where the plan states nothing. */
export const namedIndicationsOf = ({ id, createdAt, indication, indications, indicationDetails }: PlanWithIndications): NamedIndications | null => {
  const detailsOf = (code: string | undefined): Omit<DetailsOfIndication, 'indication'> => {
    const { indication: _code, ...details } = indicationDetails.find((indicationDetail) => indicationDetail.indication === code) ?? {};
    return details;
  };
  const coded = indications.map((code) =>
    namedIndication({ ...detailsOf(code), code: { system: 'hairline', code, display: indicationNames.get(code) ?? null } }),
  );
  const inWords: NamedIndication[] =
    indication === null ? [] : [{ ...namedIndication({ ...detailsOf(undefined), text: indication }), ...(coded.length > 0 && { besideCodes: true as const }) }];
  const items = [...coded, ...inWords];
  return items.length === 0 ? null : { items, recordedAt: createdAt.toISOString(), planId: id };
};

/** Details of what the plan does not name, or twice of the same. */
export const misplacedDetails = ({ indication, indications, indicationDetails }: StatedIndications): FieldError[] =>
  indicationDetails.flatMap(({ indication: code }, index): FieldError[] => {
    const pointer = `/indicationDetails/${index}/indication`;
    if (indicationDetails.findIndex((other) => other.indication === code) < index)
      return [{ pointer, code: 'duplicate', detail: 'The details of each indication stand together: name it once.' }];
    if (code === undefined)
      return indication === null ? [{ pointer, code: 'required', detail: 'The plan says in no words what it is for: name one of its indications.' }] : [];
    return indications.includes(code) ? [] : [{ pointer, code: 'unknown-indication', detail: `The plan is not for this: name it in indications, which are ${indications.join(', ') || 'none'}.` }];
  });
