import { createHash } from 'node:crypto';
import { Transform } from 'class-transformer';
import { Checked } from './fields/checked.js';
import { field, type Field } from './fields/field.js';

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
export const FilePart = (): Field<Upload> => {
  const checked = Checked<Upload>({
    name: 'isUpload',
    code: 'not-a-file',
    due: 'one part of the form that is a file, and not empty',
    validate: (value) => value instanceof Upload && value.content.length > 0,
    kind: null,
    schema: { type: 'string', format: 'binary' },
  });
  return field<Upload>({
    ...checked.element,
    // The transformation to a class would put an empty one of its own in its place.
    rules: (options) => [Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]), ...checked.element.rules(options)],
  });
};
