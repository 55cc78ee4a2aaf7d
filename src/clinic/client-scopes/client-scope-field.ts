import { isScope, scopes } from '../../platform/access/policy.js';
import { isSmartScope, LONGEST_SCOPE, SMART_SCOPE_PATTERN } from '../../platform/access/smart/smart-scopes.js';
import { Checked } from '../../platform/http/index.js';

/** The most scopes of one client. */
export const MOST_SCOPES = 100;

const ofApi = scopes.map((scope) => scope.replaceAll('.', String.raw`\.`)).join('|');

/** A scope of a client: one of the API, or a SMART scope for the FHIR interface. */
export const ClientScope = () =>
  Checked({
    name: 'isClientScope',
    code: 'wrong-format',
    due: 'a scope of the API such as patient.read, or a SMART scope such as system/Observation.rs',
    validate: (value) => isScope(value) || (typeof value === 'string' && isSmartScope(value)),
    schema: { pattern: `^(${ofApi})$|${SMART_SCOPE_PATTERN}`, maxLength: LONGEST_SCOPE, example: 'patient.read' },
  });
