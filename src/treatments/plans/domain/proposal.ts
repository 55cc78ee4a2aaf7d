/** Validates a proposal apart from its series: its areas, its indications, and the agreement about the hair. */
import { createFieldError } from '../../../kernel/field-error.js';
import type { FieldError } from '../../../kernel/failure.js';
import type { Treatment } from '../../../kernel/treatment.js';
import { findChoice, describeChoice, type Protocol } from '../../protocols/domain/protocol.js';
import { listForeignIndications } from './indications.js';
import { listRepeatedZones } from './zones.js';

/** The largest area that a zone may have, in cm2: more than a whole adult scalp. */
const LARGEST_AREA_CM2 = 1000;

export interface Proposal {
  /** The technique of mesotherapy, or the style of micropigmentation. */
  technique: string | null;
  areas: readonly { zone: string; stated: boolean; squareCentimetres: number | null }[];
  indications: readonly string[];
  hairTrimming: { agreed: 'yes' | 'no'; reason?: string } | null;
}

const validateAreas = (areas: Proposal['areas']): FieldError[] => [
  ...listRepeatedZones(areas).map((index) =>
    createFieldError(`/areas/${index}/zone`, 'duplicate', 'Each zone is named once: put what is said of it together.'),
  ),
  ...areas.flatMap(({ stated, squareCentimetres }, index): FieldError[] => {
    if (!stated) return [];
    if (squareCentimetres === null) return [createFieldError(`/areas/${index}/size/unit`, 'unknown-unit', 'An area has a unit of area, such as cm2.')];
    if (squareCentimetres > 0 && squareCentimetres <= LARGEST_AREA_CM2) return [];
    return [createFieldError(`/areas/${index}/size/value`, 'out-of-range', `An area is more than 0 and at most ${LARGEST_AREA_CM2} cm2.`)];
  }),
];

/** Lists what is wrong with the agreement about the hair; asked when a plan is made, and again when it is accepted. */
export const validateTrimming = (treatment: Treatment, hairTrimming: Proposal['hairTrimming']): FieldError[] => {
  if (!hairTrimming) return [];
  if (treatment !== 'scalp-micropigmentation') {
    return [{ pointer: '/hairTrimming', code: 'not-allowed', detail: 'Hair is trimmed for scalp micropigmentation only (S1-23): leave it out.' }];
  }
  return hairTrimming.agreed === 'no' && !hairTrimming.reason
    ? [
        {
          pointer: '/hairTrimming/reason',
          code: 'required',
          detail: 'When the patient does not agree that the hair is trimmed, the reason is recorded (S1-23).',
        },
      ]
    : [];
};

const validateTechnique = (protocol: Protocol, technique: string | null): FieldError[] => {
  const choice = findChoice(protocol, 'technique');
  return technique === null || !choice || choice.values.includes(technique)
    ? []
    : [{ pointer: '/protocol/technique', code: 'outside-protocol', detail: describeChoice(`The technique of ${protocol.treatment}`, choice) }];
};

export const validateIndicationsOfTreatment = (treatment: Treatment, indications: readonly string[]): FieldError[] =>
  listForeignIndications(treatment, indications).map((index) => ({
    pointer: `/indications/${index}`,
    code: 'other-treatment',
    detail: `This is no indication of ${treatment}.`,
  }));

export const validateProposal = (protocol: Protocol, { technique, areas, indications, hairTrimming }: Proposal): FieldError[] => [
  ...validateTechnique(protocol, technique),
  ...validateAreas(areas),
  ...validateIndicationsOfTreatment(protocol.treatment, indications),
  ...validateTrimming(protocol.treatment, hairTrimming),
];
