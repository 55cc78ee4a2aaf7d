/**
 * Bodies with a file, `multipart/form-data`: read only where the route declares it, and only once the caller is
 * known and may call it. The fields and the file become one body, which is then checked as any other.
 */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../../kernel/failure.js';
import { Upload } from './upload.js';

const REPLACEMENT = '\ufffd';
const FIELDS = 20;
const FIELD_BYTES = 65_536;
/** What the boundaries, the headers of the parts and the fields may add to the file. */
const FORM_BYTES = 131_072;

/** Teaches the server the media type. A route that does not declare it still refuses it. */
export const acceptMultipart = async (server: FastifyInstance): Promise<void> => {
  await server.register(multipart, { throwFileSizeLimit: true });
};

const tooLarge = (atMostBytes: number): Failure => new Failure('payload-too-large', `The file may have at most ${atMostBytes} bytes.`);

/** What the parser complains of, as a failure of ours. */
const failureOf = (error: unknown, atMostBytes: number): unknown => {
  if (error instanceof Failure) return error;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge(atMostBytes);
  if (statusCode === 413) return new Failure('payload-too-large', `A form may have one file and ${FIELDS} fields of ${FIELD_BYTES} bytes each.`);
  return new Failure('malformed-request', 'The body is no complete multipart/form-data.', { cause: error });
};

/** A field that comes more than once is a list, which no property of ours takes as the text that it asks for. */
const add = (body: Record<string, unknown>, name: string, value: unknown): void => {
  const before = body[name];
  body[name] = before === undefined ? value : Array.isArray(before) ? [...(before as unknown[]), value] : [before, value];
};

const readParts = async (request: FastifyRequest, atMostBytes: number): Promise<Record<string, unknown>> => {
  const body: Record<string, unknown> = {};
  const limits = { fileSize: atMostBytes, files: 1, fields: FIELDS, fieldSize: FIELD_BYTES, fieldNameSize: 100, parts: FIELDS + 2, headerPairs: 20 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') add(body, part.fieldname, new Upload(await part.toBuffer()));
    // What stands there in place of bytes that are not UTF-8: nobody writes it, and it would be stored as if somebody had.
    else if (String(part.value).includes(REPLACEMENT)) throw new Failure('malformed-request', 'A field of the form is not UTF-8.');
    else if (part.valueTruncated) throw new Failure('payload-too-large', `A field may have at most ${FIELD_BYTES} bytes.`);
    else add(body, part.fieldname, part.value);
  }
  return body;
};

/** The body as fields and one file, read whole into memory; refused beyond the limit. */
export const readMultipart = async (request: FastifyRequest, atMostBytes: number): Promise<Record<string, unknown>> => {
  if (!request.isMultipart()) throw new Failure('unsupported-media-type', 'The body must be sent as multipart/form-data.');
  if (Number(request.headers['content-length'] ?? 0) > atMostBytes + FORM_BYTES) throw tooLarge(atMostBytes);
  if (request.raw.destroyed) throw new Failure('malformed-request', 'The request ended before its body.');
  try {
    return await readParts(request, atMostBytes);
  } catch (error) {
    throw failureOf(error, atMostBytes);
  }
};

/** A form is refused where none is asked for, as any media type but JSON is. */
export const refuseMultipart = (request: FastifyRequest): void => {
  if (request.isMultipart()) throw new Failure('unsupported-media-type', 'The body must be JSON, sent as application/json.');
};
