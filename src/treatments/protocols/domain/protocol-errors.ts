/** Lists everything that is wrong with a protocol, each error with its place. */
import { createFieldError } from '../../../kernel/field-error.js';
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import type { FieldError } from '../../../kernel/failure.js';
import type { Treatment } from '../../../kernel/treatment.js';
import type { SessionFactors, Threshold } from '../../planner/session-count.js';
import { hasKnownDepth, listKnownTechniques } from './depths.js';
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
const escapePointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const validateSource = (source: unknown, pointer: string): FieldError[] =>
  isText(source) ? [] : [{ pointer: `${pointer}/source`, code: 'required', detail: `Say where it comes from, in 1 to ${MOST_CHARACTERS} characters.` }];

const validateMemberNames = (value: JsonObject, known: readonly string[], pointer: string, code: FieldErrorCode): FieldError[] =>
  Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: `${pointer}/${escapePointerPart(name)}`, code, detail: `Known here are ${known.join(', ')}.` }));

const validateEnd = (value: unknown, { least, most, whole, unit }: KnownLimit, pointer: string): FieldError[] => {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'number' || !Number.isFinite(value))
    return [{ pointer, code: 'wrong-type', detail: `A number from ${least} to ${most} ${unit}, or null.` }];
  if (value < least || value > most) return [{ pointer, code: 'out-of-range', detail: `It lies between ${least} and ${most} ${unit}.` }];
  return whole && !Number.isInteger(value) ? [{ pointer, code: 'not-whole', detail: `A whole number from ${least} to ${most}.` }] : [];
};

const toNumberOrNull = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Lists ends of a limit that contradict each other or the usual value. */
const validateOrder = (limit: JsonObject, pointer: string): FieldError[] => {
  const [low, high, usual] = [toNumberOrNull(limit.low), toNumberOrNull(limit.high), toNumberOrNull(limit.usual)];
  const errors: FieldError[] = [];
  if (low !== null && high !== null && (low > high || (limit.belowHigh === true && low === high))) {
    errors.push({ pointer: `${pointer}/low`, code: 'low-above-high', detail: `The lower end, ${low}, lies above the upper one, ${high}: give at most that.` });
  } else if (usual !== null && ((low !== null && usual < low) || (high !== null && usual > high))) {
    errors.push({
      pointer: `${pointer}/usual`,
      code: 'usual-outside',
      detail: `What is usual, ${usual}, lies outside the limit, which is ${low ?? 'open'} to ${high ?? 'open'}.`,
    });
  }
  return errors;
};

const validateLimit = (name: string, limit: unknown, known: KnownLimit, pointer = `/limits/${name}`): FieldError[] => {
  if (limit === undefined) return [{ pointer, code: 'required', detail: `A protocol of this treatment has the limit ${name}, in ${known.unit}.` }];
  if (!isJsonObject(limit)) return [{ pointer, code: 'wrong-type', detail: 'An object with low, high, usual, unit and source.' }];
  const ends = ['low', 'high', 'usual'] as const;
  const errors = [
    ...validateMemberNames(limit, [...ends, 'belowHigh', 'unit', 'source', 'severity'], pointer, 'unknown-property'),
    ...ends.flatMap((end) => validateEnd(limit[end], known, `${pointer}/${end}`)),
    ...(known.needs ?? [])
      .filter((end) => (limit[end] ?? null) === null)
      .map((end) => createFieldError(`${pointer}/${end}`, 'required', `${name} needs ${end}: series are planned with it.`)),
    ...(limit.unit === known.unit ? [] : [createFieldError(`${pointer}/unit`, 'unknown-unit', `${name} is given in ${known.unit}.`)]),
    ...validateSource(limit.source, pointer),
    ...validateOrder(limit, pointer),
  ];
  if (limit.belowHigh !== undefined && (typeof limit.belowHigh !== 'boolean' || (limit.belowHigh && toNumberOrNull(limit.high) === null))) {
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

const validateChoice = (name: string, choice: unknown): FieldError[] => {
  const pointer = `/choices/${name}`;
  if (choice === undefined)
    return [{ pointer, code: 'required', detail: `A protocol of this treatment has the choice ${name}: an object with values and source.` }];
  if (!isJsonObject(choice)) return [{ pointer, code: 'wrong-type', detail: 'An object with values and source.' }];
  const { values } = choice;
  const sound = Array.isArray(values) && values.length > 0 && values.length <= MOST_VALUES && values.every(isText) && new Set(values).size === values.length;
  return [
    ...validateMemberNames(choice, ['values', 'source'], pointer, 'unknown-property'),
    ...(sound
      ? []
      : [createFieldError(`${pointer}/values`, 'wrong-type', `A list of 1 to ${MOST_VALUES} different texts, of at most ${MOST_CHARACTERS} characters each.`)]),
    ...validateSource(choice.source, pointer),
  ];
};

const validateVitalSigns = (choice: unknown): FieldError[] => {
  const errors = validateChoice('vitalSigns', choice);
  if (errors.length > 0) return errors;
  return (choice as { values: string[] }).values.flatMap((value, index) =>
    (vitalSignNames as readonly string[]).includes(value)
      ? []
      : [{ pointer: `/choices/vitalSigns/values/${index}`, code: 'unknown-value', detail: `One of ${vitalSignNames.join(', ')}.` }],
  );
};

const validateThreshold = (name: string, { one, two }: Threshold, falls: boolean): FieldError[] =>
  (falls ? two < one : one < two)
    ? []
    : [{ pointer: `/sessionFactors/${name}/two`, code: 'wrong-order', detail: `Two points begin ${falls ? 'below' : 'above'} where one does.` }];

const validateFactors = ({ limits, sessionFactors }: ProtocolToCheck): FieldError[] => {
  if (sessionFactors) {
    const { extent, density, telogen } = sessionFactors;
    return [...validateThreshold('extent', extent, false), ...validateThreshold('density', density, true), ...validateThreshold('telogen', telogen, false)];
  }
  const sessions = (limits as JsonObject).sessions;
  return isJsonObject(sessions) && (sessions.usual ?? null) === null
    ? [{ pointer: '/limits/sessions/usual', code: 'required', detail: 'Without session factors, say which number is usual.' }]
    : [];
};

/** Requires a limit of depth for every technique: its own, or one in the protocol with an upper end. */
const validateDepths = (treatment: Treatment, { choices, depths }: ProtocolToCheck): FieldError[] => {
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
            detail: `No limit of depth is known of this technique: give one in depths, with its source. Known are ${listKnownTechniques(treatment).join(', ')}.`,
          },
        ],
  );
  const unused = validateMemberNames(own, techniques, '/depths', 'unknown-technique');
  const wrong = techniques
    .filter((technique) => Object.hasOwn(own, technique))
    .flatMap((technique): FieldError[] => {
      const pointer = `/depths/${escapePointerPart(technique)}`;
      const errors = validateLimit('depthMm', own[technique], knownLimits[treatment].depthMm!, pointer);
      const endless = errors.length === 0 && ((own[technique] as JsonObject).high ?? null) === null;
      return endless ? [{ pointer: `${pointer}/high`, code: 'required', detail: 'A limit of depth has an upper end: give high, in mm.' }] : errors;
    });
  return [...without, ...unused, ...wrong];
};

export const validateProtocol = (treatment: Treatment, protocol: ProtocolToCheck): FieldError[] => {
  const [limits, choices] = [protocol.limits as JsonObject, protocol.choices as JsonObject];
  const own = knownLimits[treatment];
  return [
    ...validateMemberNames(limits, Object.keys(own), '/limits', 'unknown-limit'),
    ...Object.entries(own).flatMap(([name, known]) => validateLimit(name, limits[name], known)),
    ...validateMemberNames(choices, [...knownChoices[treatment], 'vitalSigns'], '/choices', 'unknown-choice'),
    ...(choices.vitalSigns === undefined ? [] : validateVitalSigns(choices.vitalSigns)),
    ...knownChoices[treatment].flatMap((name) => validateChoice(name, choices[name])),
    ...validateDepths(treatment, protocol),
    ...validateFactors(protocol),
  ];
};
