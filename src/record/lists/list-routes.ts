import type { Type } from '@nestjs/common';
import { respond, shows } from '../../platform/http/index.js';
import { entryOfList, type PatientList } from '../domain/patient-lists.js';
import { ListEntryVersionResponse, type RecordedEntry } from './entry-response.dto.js';

interface ListDeclaration<Response> {
  list: PatientList;
  response: Type<Response>;
  input: Type<object>;
  /** Example bodies for a new entry and for a change of an entry. */
  examples: { create: Record<string, unknown>; update: Record<string, unknown> };
}

/** Makes the routes that every list of a patient has: the path and the declaration of each, for the decorators of its controller. */
export const listRoutes = <Response extends RecordedEntry>({ list, response, input, examples }: ListDeclaration<Response>) => {
  const entry = entryOfList[list];
  const path = `${list}/:${entry}Id`;
  const change = { permission: 'consultation.write', rescreens: shows.result(), versioned: true } as const;
  return {
    list: [
      `patients/:patientId/${list}`,
      {
        permission: 'consultation.read',
        audit: { action: `${entry}.list`, patients: shows.path() },
        response: respond.page(response),
      },
    ],
    create: [
      `patients/:patientId/${list}`,
      {
        ...change,
        audit: { action: `${entry}.create`, patients: shows.path() },
        response: respond.created(response, ({ id }) => `/v1/${list}/${id}`),
        problems: ['conflict', 'invalid-transition'],
        examples: examples.create,
      },
    ],
    get: [
      path,
      {
        permission: 'consultation.read',
        audit: { action: `${entry}.read`, patients: shows.result() },
        versioned: true,
        response: respond.ok(response),
      },
    ],
    versions: [
      `${path}/versions`,
      {
        permission: 'consultation.read',
        audit: { action: `${entry}.versions`, patients: shows.items() },
        response: respond.page(ListEntryVersionResponse),
      },
    ],
    update: [
      path,
      {
        ...change,
        audit: { action: `${entry}.update`, patients: shows.result() },
        mergePatchOf: input,
        response: respond.ok(response),
        problems: ['conflict', 'invalid-transition'],
        examples: examples.update,
      },
    ],
    enterInError: [
      `${path}/entered-in-error`,
      {
        ...change,
        audit: { action: `${entry}.entered-in-error`, patients: shows.result() },
        response: respond.ok(response),
        problems: ['invalid-transition'],
        examples: { 'Wrong person': { reason: 'Belongs to another person' } },
      },
    ],
  } as const;
};
