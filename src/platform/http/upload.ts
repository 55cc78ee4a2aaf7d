import { createHash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** A file that came in a multipart body. Its name and the media type that it claims are not kept: neither is believed. */
export class Upload {
  readonly #content: Buffer;

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.#content = content;
  }

  get content(): Buffer {
    return this.#content;
  }

  /** What stands for the file where the body is written down, as in the fingerprint of a request: equal files are equal. */
  toJSON(): { sha256: string } {
    return { sha256: createHash('sha256').update(this.#content).digest('hex') };
  }
}

/** A file part of a multipart body, not empty. */
export const IsUpload = (): PropertyDecorator =>
  applyDecorators(
    // The transformation to a class would put an empty one of its own in its place.
    Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]),
    ApiProperty({ type: 'string', format: 'binary' }),
    ValidateBy(
      {
        name: 'isUpload',
        validator: {
          validate: (value) => value instanceof Upload && value.content.length > 0,
          defaultMessage: (args) => `${args?.property} must be one part of the form that is a file, and not empty.`,
        },
      },
      { context: { code: 'not-a-file' } },
    ),
  );
