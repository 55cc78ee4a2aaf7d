/** Vital signs that a protocol asks for at each session. None of the clinic's documents asks for any: a clinic's protocol may. */
import type { FieldError } from '../../../kernel/failure.js';
import { vitalSignNames, type VitalSignName } from '../../protocols/domain/known-limits.js';
import type { Protocol } from '../../protocols/domain/protocol.js';

interface Measured {
  bloodPressure?: object;
  heartRate?: number;
  bodyWeight?: object;
}

const fields: Readonly<Record<VitalSignName, keyof Measured>> = { 'blood-pressure': 'bloodPressure', 'heart-rate': 'heartRate', 'body-weight': 'bodyWeight' };

/** Those that the protocol asks for. */
export const vitalSignsAsked = ({ content }: Protocol): VitalSignName[] => vitalSignNames.filter((name) => content.choices.vitalSigns?.values.includes(name));

/** Those that were asked for and not measured. */
export const missingVitalSigns = (asked: readonly VitalSignName[], measured: Measured | undefined): FieldError[] =>
  asked
    .filter((name) => measured?.[fields[name]] === undefined)
    .map((name) => ({ pointer: `/vitalSigns/${fields[name]}`, code: 'required', detail: `The protocol asks for ${name.replace('-', ' ')} at each session.` }));
