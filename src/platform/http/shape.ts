/**
 * The shape of a body against its class, before anything reads what it holds: which properties there are, where a list is due and
 * how long it may be, where an object, a text, a number. Each field's decorator says it (`fields`): a list inside a list of objects, which
 * class-validator takes for more of the same, is refused here for every class at once.
 *
 * Work is bounded: a list is measured before its elements are looked at, what is refused is not looked into, and at most
 * `MOST_ERRORS` errors are written down; the others are counted.
 */
import type { FieldErrorCode } from '../../kernel/field-error.js';
import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { MOST_ERRORS, type FieldError } from '../../kernel/failure.js';
import { findTextFault } from '../../kernel/text.js';
import { joinNames } from './fields/due.js';
import { findAnswerBehind } from './read-only.js';
import type { JsonKind, PropertyShape, RuleContext } from './fields/field.js';

type Shape = ReadonlyMap<string, PropertyShape>;

const findJsonKind = (value: unknown): JsonKind | null => {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'object' : null;
};

/** The shape of a property without the decorator of a field. Only classes of answers have such properties. */
const anything: PropertyShape = { list: false, most: null, nested: null, kinds: null, due: 'as its description says', dueOfEach: 'as its description says' };

const shapes = new Map<Type<object>, Shape>();
/** The properties of each class for which null counts as left out. */
const nullable = new Map<Type<object>, ReadonlySet<string>>();

/** The shape that the decorators of a class and of its ancestors declare, computed once. */
export const getShape = (model: Type<object>): Shape => {
  const known = shapes.get(model);
  if (known) return known;
  const storage = getMetadataStorage();
  const grouped = storage.groupByPropertyName(storage.getTargetValidationMetadatas(model, '', false, false));
  const shape = new Map(
    Object.entries(grouped).map(([property, rules]) => {
      const stated = rules.map((rule) => (rule.context as RuleContext | undefined)?.shape).find((propertyShape) => propertyShape !== undefined);
      return [property, stated ?? anything] as const;
    }),
  );
  shapes.set(model, shape);
  const isNullAbsent = ([, rules]: [string, { context?: unknown }[]]): boolean =>
    rules.some(({ context }) => (context as RuleContext | undefined)?.nullIsAbsent === true);
  nullable.set(
    model,
    new Set(
      Object.entries(grouped)
        .filter(isNullAbsent)
        .map(([property]) => property),
    ),
  );
  return shape;
};

/** The name of a property as a part of a JSON Pointer (RFC 6901). */
export const escapePointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The longest unknown name that an answer repeats. Every name of this API is shorter. */
const LONGEST_NAME = 100;

/** The error for an unknown property. `pointer` is that of its object. */
export const createUnknownPropertyError = (pointer: string, name: string, known: readonly string[] = []): FieldError => {
  const help = known.length === 0 ? '' : ` Known are ${joinNames(known)}.`;
  if (!isSoundText(name)) return { pointer, code: 'invalid-text', detail: `A property’s name is not well-formed text.${help}` };
  if (name.length > LONGEST_NAME) return { pointer, code: 'unknown-property', detail: `A property’s name is longer than any that is known here.${help}` };
  return { pointer: `${pointer}/${escapePointerPart(name)}`, code: 'unknown-property', detail: `${name} is not a property that is known here.${help}` };
};

/** Whether a text may be stored in any field. */
export const isSoundText = (text: string): boolean => findTextFault(text) === null;

/** Errors up to a limit, and the number of errors beyond it. */
export class ErrorList {
  readonly errors: FieldError[] = [];
  /** The number of errors beyond the limit. */
  leftOut = 0;

  add(error: () => FieldError): void {
    if (this.errors.length < MOST_ERRORS) this.errors.push(error());
    else this.leftOut++;
  }

  /** Counts further errors without their details. */
  addUnseen(count: number): void {
    this.leftOut += count;
  }

  get isFull(): boolean {
    return this.errors.length >= MOST_ERRORS;
  }
}

/** The read-only members of one object of a body (`@ReadOnlyFrom()`), in the right shape. */
export interface ReadOnlyPart {
  /** The class of the answer that has these members. */
  answer: Type<object>;
  /** The object, and its place in the body. */
  object: Record<string, unknown>;
  pointer: string;
  names: string[];
}

/** Compares a body with its class, and returns the body without the members that have the wrong shape, and without the null of a member that may be left out. */
class ShapeCheck {
  readonly readOnly: ReadOnlyPart[] = [];

  constructor(private readonly found: ErrorList) {}

  checkObject(model: Type<object>, value: Record<string, unknown>, path: string): Record<string, unknown> {
    const shape = getShape(model);
    const answer = findAnswerBehind(model);
    const answered = answer && getShape(answer);
    const nullIsAbsent = nullable.get(model)!;
    const sound: Record<string, unknown> = {};
    const readOnly: string[] = [];
    // Said with the first that is not known: the others are in the same object.
    let known = [...shape.keys()];
    let unknown = 0;
    for (const name of Object.keys(value)) {
      // Nothing behind this tells null from absent: no check and no rule can stumble over it.
      if (value[name] === null && nullIsAbsent.has(name)) continue;
      const property = shape.get(name) ?? answered?.get(name);
      if (property && !shape.has(name)) readOnly.push(name);
      if (property) sound[name] = this.checkProperty(property, name, value[name], `${path}/${escapePointerPart(name)}`);
      else if (!this.found.isFull) {
        this.refuseUnknown(path, name, value[name], known);
        known = [];
      } else unknown++;
    }
    this.found.addUnseen(unknown);
    if (answer && readOnly.length > 0) this.readOnly.push({ answer, object: sound, pointer: path, names: readOnly });
    return sound;
  }

  /** Refuses an unknown property, and an unsound text in its value too: a client who corrected the name alone would be refused again. */
  private refuseUnknown(path: string, name: string, value: unknown, known: readonly string[]): void {
    const said = createUnknownPropertyError(path, name, known);
    this.found.add(() => said);
    const fault = typeof value === 'string' ? findTextFault(value) : null;
    if (fault !== null) this.found.add(() => ({ pointer: said.pointer, code: 'invalid-text', detail: `The text holds ${fault}.` }));
  }

  private checkProperty(property: PropertyShape, name: string, value: unknown, pointer: string): unknown {
    // The validators decide whether the property may be absent.
    if (value === undefined || value === null) return value;
    if (!property.list) return this.checkElement(property, name, value, pointer);
    if (!Array.isArray(value)) return this.refuse(pointer, 'wrong-type', `${name} must be a list.`);
    const { most } = property;
    if (most !== null && value.length > most) return this.refuse(pointer, 'too-many', `${name} may have at most ${most} elements.`);
    const elements = value as unknown[];
    // An empty object replaces a refused element, so that the others keep their index.
    return elements.map(
      (element, index) => this.checkElement(property, `Each of ${name}`, element, `${pointer}/${index}`) ?? (property.nested ? {} : undefined),
    );
  }

  private checkElement({ nested, kinds, dueOfEach }: PropertyShape, name: string, value: unknown, pointer: string): unknown {
    if (kinds === null) return value;
    const kind = findJsonKind(value);
    if (kind === null || !kinds.has(kind)) return this.refuse(pointer, 'wrong-type', `${name} must be ${dueOfEach}.`);
    return nested ? this.checkObject(nested, value as Record<string, unknown>, pointer) : value;
  }

  private refuse(pointer: string, code: FieldErrorCode, detail: string): undefined {
    this.found.add(() => ({ pointer, code, detail }));
    return undefined;
  }
}

/** Returns the body without the members of the wrong shape, adds an error for each of them to `found`, and collects the read-only members. */
export const checkShape = (
  model: Type<object>,
  body: Record<string, unknown>,
  found: ErrorList,
): { sound: Record<string, unknown>; readOnly: ReadOnlyPart[] } => {
  const check = new ShapeCheck(found);
  return { sound: check.checkObject(model, body, ''), readOnly: check.readOnly };
};
