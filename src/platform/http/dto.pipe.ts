import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { createInvalidInputFailure, type Failure, type FieldError } from '../../kernel/failure.js';
import type { FieldErrorCode } from '../../kernel/field-error.js';
import { findTextFault } from '../../kernel/text.js';
import type { ElementOfList, RuleContext } from './fields/field.js';
import { readQuery } from './query.js';
import { findCurrentCircumstances, validateByDeclaredChecks, type Circumstances } from './checked-by.js';
import { checkShape, ErrorList, isSoundText, escapePointerPart, getShape, createUnknownPropertyError, type ReadOnlyPart } from './shape.js';
import { isJsonObject } from '../../kernel/json-object.js';

const MAXIMUM_DEPTH = 32;
const TOO_DEEP = 'too-deep';

/** The code of each rule of class-validator that declares none itself. `test/architecture/fields.test.ts` holds the list complete. */
const codes: Readonly<Record<string, FieldErrorCode>> = {
  whitelistValidation: 'unknown-property',
  isDefined: 'required',
  isNotEmpty: 'required',
  isIn: 'not-allowed',
  isEnum: 'not-allowed',
  isString: 'wrong-type',
  isNumber: 'wrong-type',
  isInt: 'wrong-type',
  isBoolean: 'wrong-type',
  isObject: 'wrong-type',
  isArray: 'wrong-type',
  nestedValidation: 'wrong-type',
  unknownValue: 'wrong-type',
  min: 'out-of-range',
  max: 'out-of-range',
  minLength: 'too-short',
  maxLength: 'too-long',
  isLength: 'wrong-length',
  arrayMaxSize: 'too-many',
  arrayMinSize: 'too-few',
  arrayUnique: 'duplicate',
  matches: 'wrong-format',
  isEmail: 'not-email',
  isLocale: 'not-locale',
  isUrl: 'not-url',
};

/** The code of a rule of class-validator in a problem document. */
export const findCodeOfRule = (name: string, context?: RuleContext): FieldErrorCode | undefined => context?.code ?? codes[name];

/** Finds the elements of a list that break the rules for each element. */
const listWrongElements = ({ value, contexts = {} }: ValidationError, pointer: string): FieldError[] => {
  const each = Object.values(contexts as Record<string, RuleContext>).find((context) => context.each !== undefined)?.each;
  if (!each || !Array.isArray(value)) return [];
  return (value as unknown[]).flatMap((element, index) => {
    const [error] = validateSync(Object.assign(new each(), { element } satisfies ElementOfList), options);
    const [name, detail] = Object.entries(error?.constraints ?? {})[0] ?? [];
    if (name === undefined) return [];
    return [{ pointer: `${pointer}/${index}`, code: findCodeOfRule(name, error!.contexts?.[name] as RuleContext | undefined) ?? 'malformed', detail: detail! }];
  });
};

/** Flattens the errors to one for each place, the most severe first: an absent field is "required" and nothing else. */
const flattenErrors = (errors: ValidationError[], path: string, known: readonly string[] = []): FieldError[] =>
  errors.flatMap((error) => {
    const pointer = `${path}/${escapePointerPart(error.property)}`;
    const constraints = Object.entries(error.constraints ?? {});
    const absent = error.value === undefined || error.value === null;
    const unknown = constraints.find(([name]) => name === 'whitelistValidation');
    const [name, detail] = unknown ?? constraints[0] ?? [];
    const elements = listWrongElements(error, pointer);
    const own: FieldError[] =
      name === undefined
        ? []
        : elements.length > 0
          ? elements
          : unknown
            ? [createUnknownPropertyError(path, error.property, known)]
            : absent
              ? [{ pointer, code: 'required', detail: describeAbsence(error) }]
              : [{ pointer, code: findCodeOfRule(name, error.contexts?.[name] as RuleContext | undefined) ?? 'malformed', detail: toSentence(detail!) }];
    return [...own, ...flattenErrors(error.children ?? [], pointer)];
  });

/** With what is due, which the field's own rule says. */
const describeAbsence = ({ property, contexts = {} }: ValidationError): string => {
  const shape = Object.values(contexts as Record<string, RuleContext>).find((context) => context.shape !== undefined)?.shape;
  return `${property} is required${shape === undefined ? '' : `: ${shape.due}`}.`;
};

const toSentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** Whether a name is one that every object inherits, such as `toString`. class-transformer skips these silently; no property of this API has such a name. */
const isInherited = (name: string): boolean => name in Object.prototype;

/** Whether `addTextErrors` would find nothing. It makes the same walk and stores nothing. */
const isSound = (value: unknown, depth: number): boolean => {
  if (typeof value === 'string') return isSoundText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MAXIMUM_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isSound(item, depth + 1));
  for (const name in value) if (!isSoundText(name) || isInherited(name) || !isSound((value as Record<string, unknown>)[name], depth + 1)) return false;
  return true;
};

/**
 * Adds an error for each text that `isSound` refuses, and takes out what others stumble over: properties with inherited names, as class-transformer
 * would call a `constructor`, and halves of characters, as the checks of libraries fail with an error of their own on them.
 */
const addTextErrors = (value: unknown, path: string, depth: number, found: ErrorList): void => {
  if (typeof value === 'string') {
    const fault = findTextFault(value);
    if (fault !== null) found.add(() => ({ pointer: path, code: 'invalid-text', detail: `The text holds ${fault}.` }));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAXIMUM_DEPTH) {
    found.add(() => ({ pointer: path, code: TOO_DEEP, detail: `The body is nested more than ${MAXIMUM_DEPTH} levels deep.` }));
    return;
  }
  for (const name of Object.keys(value)) {
    if (isInherited(name)) delete (value as Record<string, unknown>)[name];
    if (!isSoundText(name) || isInherited(name)) found.add(() => createUnknownPropertyError(path, name));
    else {
      const item = (value as Record<string, unknown>)[name];
      addTextErrors(item, `${path}/${escapePointerPart(name)}`, depth + 1, found);
      if (typeof item === 'string') (value as Record<string, unknown>)[name] = item.toWellFormed();
    }
  }
};

/** Adds the errors of texts. The quick walk comes first, because nearly every body is sound. */
const checkText = (value: unknown, found: ErrorList): void => {
  if (!isSound(value, 0)) addTextErrors(value, '', 0, found);
};

const requireSound = (value: unknown): void => {
  const found = new ErrorList();
  checkText(value, found);
  if (found.errors.length > 0) throw createInvalidInputFailure(found.errors, found.leftOut);
};

const options: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  validationError: { target: false },
};

const createBodyTypeFailure = (): Failure =>
  createInvalidInputFailure([
    { pointer: '', code: 'wrong-type', detail: 'The body must be a JSON object, such as {}, whose members the API document describes.' },
  ]);

/** Takes the read-only members out of a body and finds their errors by the class of the answer. A member that is null counts as left out. */
const takeOutReadOnly = ({ answer, object, pointer, names }: ReadOnlyPart): FieldError[] => {
  const sent = Object.fromEntries(names.map((name) => [name, object[name]]));
  for (const name of names) delete object[name];
  return flattenErrors(validateSync(plainToInstance(answer, sent), { ...options, skipMissingProperties: true }), pointer);
};

/** Whether an error is known of the place, of one around it, or of an element of its list. */
const isSaid = (pointer: string, said: ReadonlySet<string>, lists: ReadonlySet<string>): boolean => {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) if (said.has(pointer.slice(0, end))) return true;
  return lists.has(pointer);
};

/**
 * Validates a whole body by its class and lists all of its errors at once. Where the form has errors, the declared further checks (`@CheckedBy()`) run too;
 * otherwise the service runs them.
 */
export const validateDto = <T extends object>(model: Type<T>, body: unknown, circumstances: Circumstances | null = findCurrentCircumstances()): T => {
  if (!isJsonObject(body)) throw createBodyTypeFailure();
  const found = new ErrorList();
  const { sound: shaped, readOnly } = checkShape(model, body, found);
  // With this many errors the rest need not be read.
  if (found.isFull) throw createInvalidInputFailure(found.errors, found.leftOut);
  checkText(shaped, found);
  if (found.isFull || found.errors.some(({ code }) => code === TOO_DEEP)) throw createInvalidInputFailure(found.errors, found.leftOut);
  const ofReadOnly = readOnly.flatMap(takeOutReadOnly);
  const instance = plainToInstance(model, shaped);
  const errors = [...flattenErrors(validateSync(instance, options), ''), ...ofReadOnly];
  if (found.errors.length === 0 && errors.length === 0) return instance;
  const said = new Set(found.errors.map(({ pointer }) => pointer));
  const lists = new Set([...said].filter((pointer) => /\/\d+$/.test(pointer)).map((pointer) => pointer.replace(/\/\d+$/, '')));
  const ofForm = [...found.errors, ...errors.filter(({ pointer }) => !isSaid(pointer, said, lists))];
  throw createInvalidInputFailure(circumstances === null ? ofForm : [...ofForm, ...validateByDeclaredChecks(instance, ofForm, circumstances)]);
};

/** `?name`, once for each parameter, whichever of its values is wrong. */
const pointToParameters = (errors: readonly FieldError[]): FieldError[] => {
  const byName = new Map<string, FieldError>();
  for (const error of errors) {
    const pointer = `?${error.pointer.split('/')[1]}`;
    if (!byName.has(pointer)) byName.set(pointer, { ...error, pointer });
  }
  return [...byName.values()];
};

const builtIns: unknown[] = [String, Boolean, Number, Array, Object, undefined];

/** Turns a body or query into the class that the route names, or fails with all of its errors. */
@Injectable()
export class DtoPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'body') {
      if (builtIns.includes(metatype)) {
        requireSound(value);
        if (!isJsonObject(value)) throw createBodyTypeFailure();
        return value;
      }
      return validateDto(metatype as Type<object>, value === undefined ? {} : value);
    }
    if (type === 'query' && !builtIns.includes(metatype)) {
      requireSound(value);
      const model = metatype as Type<object>;
      const instance = plainToInstance(model, readQuery(model, value as Record<string, unknown>));
      const errors = validateSync(instance, options);
      if (errors.length > 0) throw createInvalidInputFailure(pointToParameters(flattenErrors(errors, '', [...getShape(model).keys()])));
      return instance;
    }
    return value;
  }
}

/** A merge patch. It is validated after it was merged with the present resource. */
export type MergePatchBody = Record<string, unknown>;
