/** The successful answer of a route: its status, its body, and their description in the API document. */
import { Header, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ProblemType } from '../../kernel/failure.js';
import type { FileAnswer } from './file-answer.js';
import type { Page } from './pages.js';
import type { RouteDeclaration } from './route.js';

/** `Answer` is the type that the handler returns. The compiler compares both. */
export interface SuccessResponse<Answer> {
  answer: RouteDeclaration['answer'];
  ranged: boolean;
  /** The problems that come with this kind of answer. */
  problems: readonly ProblemType[];
  decorators: MethodDecorator[];
  /** Carries the type for the compiler; never set. */
  handlerAnswers?: Answer;
}

const createResponse = <Answer>(
  status: number,
  description: string,
  { content, location }: { content?: Record<string, { schema: object }>; location?: (answer: never) => string } = {},
  decorators: MethodDecorator[] = [],
): SuccessResponse<Answer> => ({
  answer: { status, ...(location && { location }) },
  ranged: false,
  problems: [],
  decorators: [
    ...decorators,
    ApiResponse({
      status,
      description,
      ...(content && { content }),
      ...(location && { headers: { Location: { description: 'Where the new resource is.', schema: { type: 'string' } } } }),
    }),
  ],
});

const createJsonContent = (schema: object) => ({ 'application/json': { schema } });
const createReference = (model: Type<unknown>) => ({ $ref: getSchemaPath(model) });
const createBinaryContent = (mediaTypes: readonly string[]) =>
  Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

const createFileResponse = (mediaTypes: readonly string[], description: string, decorators: MethodDecorator[] = []): SuccessResponse<FileAnswer> =>
  createResponse(200, description, { content: createBinaryContent(mediaTypes) }, decorators);

export const LINES = 'application/x-ndjson';

export const respond = {
  /** 200 with a resource. */
  ok: <T>(model: Type<T>, description = 'The resource.'): SuccessResponse<T> =>
    createResponse(200, description, { content: createJsonContent(createReference(model)) }, [ApiExtraModels(model)]),

  /** 200 with a resource, as JSON or, where the caller asks for it, as plain text. */
  okOrText: <T>(model: Type<T>, description: string): SuccessResponse<T | FileAnswer> =>
    createResponse(200, description, { content: { ...createJsonContent(createReference(model)), 'text/plain': { schema: { type: 'string' } } } }, [
      ApiExtraModels(model),
    ]),

  /** 201 with the new resource and its address. */
  created: <T>(model: Type<T>, location: (created: T) => string, description = 'Created.'): SuccessResponse<T> =>
    createResponse(201, description, { content: createJsonContent(createReference(model)), location }, [ApiExtraModels(model)]),

  /** 202: what was sent was taken, and somebody decides on it later. */
  accepted: <T>(model: Type<T>, description = 'Received.'): SuccessResponse<T> =>
    createResponse(202, description, { content: createJsonContent(createReference(model)) }, [ApiExtraModels(model)]),

  /** 200 with a page of resources, and with members beside `items` that concern all of them. */
  page: <T, Beside extends Record<string, Type<object>> = Record<never, never>>(
    model: Type<T>,
    beside?: Beside,
  ): SuccessResponse<Page<T> & { [Name in keyof Beside]: InstanceType<Beside[Name]> | null }> => {
    const besides = Object.entries(beside ?? {});
    const schema = {
      type: 'object',
      required: ['items', 'nextCursor', ...besides.map(([name]) => name)],
      additionalProperties: false,
      properties: {
        items: { type: 'array', items: createReference(model) },
        nextCursor: { type: ['string', 'null'], description: 'Send it as `cursor` for the next page; null at the end.' },
        total: { type: 'integer', minimum: 0, description: 'How many there are in all; only with `count=true`.' },
        ...Object.fromEntries(besides.map(([name, about]) => [name, { anyOf: [createReference(about), { type: 'null' }] }])),
      },
    };
    return createResponse(200, 'A page, in a stable order.', { content: createJsonContent(schema) }, [
      ApiExtraModels(model, ...besides.map(([, about]) => about)),
    ]);
  },

  /** 204, with no body. */
  noContent: (description = 'Done.'): SuccessResponse<void> => createResponse(204, description),

  /** 200 with text of this media type. */
  text: (mediaType: string): SuccessResponse<string> => createResponse(200, 'The text.', {}, [Header('Content-Type', mediaType)]),

  /** 200 with a file: a picture, a document, an archive. */
  file: (mediaTypes: readonly string[], description: string): SuccessResponse<FileAnswer> => createFileResponse(mediaTypes, description),

  /** 200 with a document or chart that is made for each request; 304 where the caller has it already. */
  document: (mediaType: string, description: string): SuccessResponse<FileAnswer> =>
    createFileResponse([mediaType], description, [
      ApiHeader({ name: 'If-None-Match', description: 'Entity tags that the caller has: unchanged content is answered 304.', required: false }),
      ApiResponse({ status: 304, description: 'Not changed.', headers: { ETag: { description: 'The tag of the content.', schema: { type: 'string' } } } }),
    ]),

  /** 200 with a stored file, 206 with a part of it, 304 where the caller has it already. */
  storedFile: (mediaTypes: readonly string[], description: string): SuccessResponse<FileAnswer> => ({
    ...createFileResponse(mediaTypes, description, [
      ApiResponse({ status: 206, description: 'The part that `Range` asks for.', content: createBinaryContent(mediaTypes) }),
    ]),
    ranged: true,
    problems: ['range-not-satisfiable'],
  }),

  /** 200 with objects of one kind, one on each line, each sent as soon as it is known. */
  lines: (line: Type<unknown>, description: string): SuccessResponse<FileAnswer> =>
    createResponse(200, description, { content: { [LINES]: { schema: createReference(line) } } }, [ApiExtraModels(line)]),
};
