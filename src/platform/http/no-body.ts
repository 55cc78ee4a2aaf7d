import 'reflect-metadata';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { escapePointerPart } from './shape.js';

/** Whether the handler has a parameter for the body. Nest stores parameters under `<kind>:<place>`. */
const takesBody = (controller: object, handler: { name: string }): boolean => {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) ?? {}) as object;
  return Object.keys(parameters).some((key) => key.startsWith(`${RouteParamtypes.BODY}:`));
};

/** Refuses a body with content where an action takes none, as unknown properties are refused elsewhere. */
export const refuseUnaskedBody = (controller: object, handler: { name: string }, body: unknown): void => {
  if (body === undefined || body === null || takesBody(controller, handler)) return;
  const names = typeof body === 'object' && !Array.isArray(body) ? Object.keys(body) : null;
  if (names?.length === 0) return;
  if (names === null) throw createInvalidInputFailure([{ pointer: '', code: 'wrong-type', detail: 'This takes no body: send none, or {}.' }]);
  throw createInvalidInputFailure(
    names.map((name) => ({ pointer: `/${escapePointerPart(name)}`, code: 'unknown-property', detail: 'This takes no body: leave it out.' })),
  );
};
