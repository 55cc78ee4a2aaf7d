/** Lists everything that is wrong with a protocol, each error with its place. */
import { fieldError } from '../../../kernel/field-error.js';
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import type { FieldError } from '../../../kernel/failure.js';
import type { Treatment } from '../../../kernel/treatment.js';
import type { SessionFactors, Threshold } from '../../planner/session-count.js';
import { hasKnownDepth, knownTechniques } from './depths.js';
import { severities, type Severity } from './protocol.js';
import { knownChoices, knownLimits, vitalSignNames, type KnownLimit } from './known-limits.js';
import { isJsonObject, type JsonObject } from '../../../kernel/json-object.js';

/** A protocol as a client sent it, whose limits and choices are unchecked. */
export interface ProtocolToCheck {
  limits: object;
  choices: object;
  depths?: object | null | undefined;
  sessionFactors?: SessionFactors | null | undefined;
}

const MOST_CHARACTERS = 500;
const MOST_VALUES = 50;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= MOST_CHARACTERS;
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const sourceErrors = (source: unknown, pointer: string): FieldError[] =>
  isText(source) ? [] : [{ pointer: `${pointer}/source`, code: 'required', detail: `Say where it comes from, in 1 to ${MOST_CHARACTERS} characters.` }];

const unknownMembers = (value: JsonObject, known: readonly string[], pointer: string, code: FieldErrorCode): FieldError[] =>
  Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: `${pointer}/${escaped(name)}`, code, detail: `Known here are ${known.join(', ')}.` }));

const endErrors = (value: unknown, { least, most, whole, unit }: KnownLimit, pointer: string): FieldError[] => {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'number' || !Number.isFinite(value)) return [{ pointer, code: 'wrong-type', detail: `A number from ${least} to ${most} ${unit}, or null.` }];
  if (value < least || value > most) return [{ pointer, code: 'out-of-range', detail: `It lies between ${least} and ${most} ${unit}.` }];
  return whole && !Number.isInteger(value) ? [{ pointer, code: 'not-whole', detail: `A whole number from ${least} to ${most}.` }] : [];
};

const asNumber = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Lists ends of a limit that contradict each other or the usual value. */
const orderErrors = (limit: JsonObject, pointer: string): FieldError[] => {
  const [low, high, usual] = [asNumber(limit.low), asNumber(limit.high), asNumber(limit.usual)];
  const errors: FieldError[] = [];
  if (low !== null && high !== null && (low > high || (limit.belowHigh === true && low === high))) {
    errors.push({ pointer: `${pointer}/low`, code: 'low-above-high', detail: `The lower end, ${low}, lies above the upper one, ${high}: give at most that.` });
  } else if (usual !== null && ((low !== null && usual < low) || (high !== null && usual > high))) {
    errors.push({ pointer: `${pointer}/usual`, code: 'usual-outside', detail: `What is usual, ${usual}, lies outside the limit, which is ${low ?? 'open'} to ${high ?? 'open'}.` });
  }
  return errors;
};

const limitErrors = (name: string, limit: unknown, known: KnownLimit, pointer = `/limits/${name}`): FieldError[] => {
  if (limit === undefined) return [{ pointer, code: 'required', detail: `A protocol of this treatment has the limit ${name}, in ${known.unit}.` }];
  if (!isJsonObject(limit)) return [{ pointer, code: 'wrong-type', detail: 'An object with low, high, usual, unit and source.' }];
  const ends = ['low', 'high', 'usual'] as const;
  const errors = [
    ...unknownMembers(limit, [...ends, 'belowHigh', 'unit', 'source', 'severity'], pointer, 'unknown-property'),
    ...ends.flatMap((end) => endErrors(limit[end], known, `${pointer}/${end}`)),
    ...(known.needs ?? [])
      .filter((end) => (limit[end] ?? null) === null)
      .map((end) => fieldError(`${pointer}/${end}`, 'required', `${name} needs ${end}: series are planned with it.`)),
    ...(limit.unit === known.unit ? [] : [fieldError(`${pointer}/unit`, 'unknown-unit', `${name} is given in ${known.unit}.`)]),
    ...sourceErrors(limit.source, pointer),
    ...orderErrors(limit, pointer),
  ];
  if (limit.belowHigh !== undefined && (typeof limit.belowHigh !== 'boolean' || (limit.belowHigh && asNumber(limit.high) === null))) {
    errors.push({ pointer: `${pointer}/belowHigh`, code: 'wrong-type', detail: 'true or false; true only with an upper end.' });
  }
  if (limit.severity !== undefined && !(known.choosable && severities.includes(limit.severity as Severity))) {
    const detail = known.choosable ? `One of ${severities.join(', ')}.` : `Nothing is chosen here: ${name} is what is planned with.`;
    errors.push({ pointer: `${pointer}/severity`, code: known.choosable ? 'unknown-value' : 'not-allowed', detail });
  }
  if (ends.every((end) => (limit[end] ?? null) === null) && !known.needs) {
    errors.push({ pointer: `${pointer}/low`, code: 'required', detail: 'A limit has an end at least, or says what is usual.' });
  }
  return errors;
};

const choiceErrors = (name: string, choice: unknown): FieldError[] => {
  const pointer = `/choices/${name}`;
  if (choice === undefined) return [{ pointer, code: 'required', detail: `A protocol of this treatment has the choice ${name}: an object with values and source.` }];
  if (!isJsonObject(choice)) return [{ pointer, code: 'wrong-type', detail: 'An object with values and source.' }];
  const { values } = choice;
  const sound = Array.isArray(values) && values.length > 0 && values.length <= MOST_VALUES && values.every(isText) && new Set(values).size === values.length;
  return [
    ...unknownMembers(choice, ['values', 'source'], pointer, 'unknown-property'),
    ...(sound ? [] : [fieldError(`${pointer}/values`, 'wrong-type', `A list of 1 to ${MOST_VALUES} different texts, of at most ${MOST_CHARACTERS} characters each.`)]),
    ...sourceErrors(choice.source, pointer),
  ];
};

const vitalSignErrors = (choice: unknown): FieldError[] => {
  const errors = choiceErrors('vitalSigns', choice);
  if (errors.length > 0) return errors;
  return (choice as { values: string[] }).values.flatMap((value, index) =>
    (vitalSignNames as readonly string[]).includes(value)
      ? []
      : [{ pointer: `/choices/vitalSigns/values/${index}`, code: 'unknown-value', detail: `One of ${vitalSignNames.join(', ')}.` }],
  );
};

const thresholdErrors = (name: string, { one, two }: Threshold, falls: boolean): FieldError[] =>
  (falls ? two < one : one < two)
    ? []
    : [{ pointer: `/sessionFactors/${name}/two`, code: 'wrong-order', detail: `Two points begin ${falls ? 'below' : 'above'} where one does.` }];

const factorErrors = ({ limits, sessionFactors }: ProtocolToCheck): FieldError[] => {
  if (sessionFactors) {
    const { extent, density, telogen } = sessionFactors;
    return [...thresholdErrors('extent', extent, false), ...thresholdErrors('density', density, true), ...thresholdErrors('telogen', telogen, false)];
  }
  const sessions = (limits as JsonObject).sessions;
  return isJsonObject(sessions) && (sessions.usual ?? null) === null
    ? [{ pointer: '/limits/sessions/usual', code: 'required', detail: 'Without session factors, say which number is usual.' }]
    : [];
};

/** Requires a limit of depth for every technique: its own, or one in the protocol with an upper end. */
const depthErrors = (treatment: Treatment, { choices, depths }: ProtocolToCheck): FieldError[] => {
  const own = (depths ?? {}) as JsonObject;
  const values = (choices as { technique?: { values?: unknown } }).technique?.values;
  const techniques = Array.isArray(values) ? values.filter(isText) : [];
  const without = techniques.flatMap((technique, index): FieldError[] =>
    hasKnownDepth(treatment, technique) || Object.hasOwn(own, technique)
      ? []
      : [
          {
            pointer: `/choices/technique/values/${index}`,
            code: 'no-depth-limit',
            detail: `No limit of depth is known of this technique: give one in depths, with its source. Known are ${knownTechniques(treatment).join(', ')}.`,
          },
        ],
  );
  const unused = unknownMembers(own, techniques, '/depths', 'unknown-technique');
  const wrong = techniques
    .filter((technique) => Object.hasOwn(own, technique))
    .flatMap((technique): FieldError[] => {
      const pointer = `/depths/${escaped(technique)}`;
      const errors = limitErrors('depthMm', own[technique], knownLimits[treatment].depthMm!, pointer);
      const endless = errors.length === 0 && ((own[technique] as JsonObject).high ?? null) === null;
      return endless ? [{ pointer: `${pointer}/high`, code: 'required', detail: 'A limit of depth has an upper end: give high, in mm.' }] : errors;
    });
  return [...without, ...unused, ...wrong];
};

export const protocolErrors = (treatment: Treatment, protocol: ProtocolToCheck): FieldError[] => {
  const [limits, choices] = [protocol.limits as JsonObject, protocol.choices as JsonObject];
  const own = knownLimits[treatment];
  return [
    ...unknownMembers(limits, Object.keys(own), '/limits', 'unknown-limit'),
    ...Object.entries(own).flatMap(([name, known]) => limitErrors(name, limits[name], known)),
    ...unknownMembers(choices, [...knownChoices[treatment], 'vitalSigns'], '/choices', 'unknown-choice'),
    ...(choices.vitalSigns === undefined ? [] : vitalSignErrors(choices.vitalSigns)),
    ...knownChoices[treatment].flatMap((name) => choiceErrors(name, choices[name])),
    ...depthErrors(treatment, protocol),
    ...factorErrors(protocol),
  ];
};
