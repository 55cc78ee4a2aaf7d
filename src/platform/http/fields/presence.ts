/** Whether a field is required. A field without one of these decorators is. */
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, ValidateIf } from 'class-validator';
import type { RuleContext } from './field.js';

type MayBeUndefined<Value> = undefined extends Value ? unknown : never;
type MayBeNothing<Value> = null extends Value ? unknown : never;

type AbsentDecorator = <Name extends string, Owner extends { readonly [N in Name]?: unknown }>(owner: Owner & MayBeUndefined<Owner[Name]>, name: Name) => void;

const mayBeLeftOut = IsOptional({ context: { nullIsAbsent: true } satisfies RuleContext });

/** May be left out; `null` counts as left out. */
export const Optional = (): AbsentDecorator => (owner: object, name: string) => mayBeLeftOut(owner, name);

/** May be left out; `null` is refused. */
export const MayBeAbsent = (): AbsentDecorator => (owner: object, name: string) => ValidateIf((_object, value) => value !== undefined)(owner, name);

/** May be left out beside another field, which then replaces it. */
export const MayBeAbsentBeside =
  (other: string): AbsentDecorator =>
  (owner: object, name: string) =>
    ValidateIf((object: Record<string, unknown>, value) => object[other] === undefined || value !== undefined)(owner, name);

/** Required; may be `null`. */
export const MayBeNull =
  () =>
  <Name extends string, Owner extends { readonly [N in Name]?: unknown }>(owner: Owner & MayBeNothing<Owner[Name]>, name: Name): void =>
    ValidateIf((_object, value) => value !== null)(owner, name);

/** May be left out; the class or the service then sets a default. `null` counts as left out. */
export const WithDefault =
  () =>
  (owner: object, name: string): void => {
    mayBeLeftOut(owner, name);
    ApiProperty({ required: false })(owner, name);
  };
