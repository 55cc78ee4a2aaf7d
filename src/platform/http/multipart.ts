/**
 * Bodies with a file, `multipart/form-data`. They are read only where the route declares one, and only for an authorized caller. The fields and the file become
 * one body, which is validated as any other.
 */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../../kernel/failure.js';
import { Upload } from './upload.js';

const REPLACEMENT = '\ufffd';
const FIELDS = 20;
const FIELD_BYTES = 65_536;
/** The bytes that boundaries, headers of parts and fields may add to the file. */
const FORM_BYTES = 131_072;

/** Registers the media type with the server. A route that does not declare a file refuses it. */
export const acceptMultipart = async (server: FastifyInstance): Promise<void> => {
  await server.register(multipart, { throwFileSizeLimit: true });
};

const createTooLargeFailure = (atMostBytes: number): Failure => new Failure('payload-too-large', `The file may have at most ${atMostBytes} bytes.`);

/** Turns an error of the parser into a failure of this API. */
const toFailure = (error: unknown, atMostBytes: number): unknown => {
  if (error instanceof Failure) return error;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return createTooLargeFailure(atMostBytes);
  if (statusCode === 413) return new Failure('payload-too-large', `A form may have one file and ${FIELDS} fields of ${FIELD_BYTES} bytes each.`);
  return new Failure('malformed-request', 'The body is no complete multipart/form-data.', { cause: error });
};

/** Adds a field. A field that occurs more than once becomes a list, which no property accepts as a text. */
const add = (body: Record<string, unknown>, name: string, value: unknown): void => {
  const before = body[name];
  body[name] = before === undefined ? value : Array.isArray(before) ? [...(before as unknown[]), value] : [before, value];
};

const readParts = async (request: FastifyRequest, atMostBytes: number): Promise<Record<string, unknown>> => {
  const body: Record<string, unknown> = {};
  const limits = { fileSize: atMostBytes, files: 1, fields: FIELDS, fieldSize: FIELD_BYTES, fieldNameSize: 100, parts: FIELDS + 2, headerPairs: 20 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') add(body, part.fieldname, new Upload(await part.toBuffer()));
    // The replacement character stands for bytes that are not UTF-8. It is refused, because it would be stored as if the client had sent it.
    else if (String(part.value).includes(REPLACEMENT)) throw new Failure('malformed-request', 'A field of the form is not UTF-8.');
    else if (part.valueTruncated) throw new Failure('payload-too-large', `A field may have at most ${FIELD_BYTES} bytes.`);
    else add(body, part.fieldname, part.value);
  }
  return body;
};

/** Reads the fields and one file into memory; refuses a file beyond the limit. */
export const readMultipart = async (request: FastifyRequest, atMostBytes: number): Promise<Record<string, unknown>> => {
  if (!request.isMultipart()) throw new Failure('unsupported-media-type', 'The body must be sent as multipart/form-data.');
  if (Number(request.headers['content-length'] ?? 0) > atMostBytes + FORM_BYTES) throw createTooLargeFailure(atMostBytes);
  if (request.raw.destroyed) throw new Failure('malformed-request', 'The request ended before its body.');
  try {
    return await readParts(request, atMostBytes);
  } catch (error) {
    throw toFailure(error, atMostBytes);
  }
};

/** Refuses a form where the route declares none, as it refuses any media type but JSON. */
export const refuseMultipart = (request: FastifyRequest): void => {
  if (request.isMultipart()) throw new Failure('unsupported-media-type', 'The body must be JSON, sent as application/json.');
};
