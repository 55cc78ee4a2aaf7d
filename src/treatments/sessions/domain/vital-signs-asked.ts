/** The vital signs that a protocol requires at each session. None of the clinic's documents requires any; a clinic's protocol may. */
import type { FieldError } from '../../../kernel/failure.js';
import { vitalSignNames, type VitalSignName } from '../../protocols/domain/known-limits.js';
import type { Protocol } from '../../protocols/domain/protocol.js';

interface Measured {
  bloodPressure?: object;
  heartRate?: number;
  bodyWeight?: object;
}

const fields: Readonly<Record<VitalSignName, keyof Measured>> = { 'blood-pressure': 'bloodPressure', 'heart-rate': 'heartRate', 'body-weight': 'bodyWeight' };

/** Lists the vital signs that the protocol requires. */
export const listAskedVitalSigns = ({ content }: Protocol): VitalSignName[] =>
  vitalSignNames.filter((name) => content.choices.vitalSigns?.values.includes(name));

/** Lists the required vital signs that were not measured. */
export const listMissingVitalSigns = (asked: readonly VitalSignName[], measured: Measured | undefined): FieldError[] =>
  asked
    .filter((name) => measured?.[fields[name]] === undefined)
    .map((name) => ({ pointer: `/vitalSigns/${fields[name]}`, code: 'required', detail: `The protocol asks for ${name.replace('-', ' ')} at each session.` }));
