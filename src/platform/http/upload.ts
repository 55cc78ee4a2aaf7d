import { createHash } from 'node:crypto';
import { Transform } from 'class-transformer';
import { Checked } from './fields/checked.js';
import { createField, type Field } from './fields/field.js';

/** A file of a multipart body. Its name and its claimed media type are ignored, because both may be false. */
export class Upload {
  readonly #content: Buffer;

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.#content = content;
  }

  get content(): Buffer {
    return this.#content;
  }

  /** The file in the JSON of a body, as in the fingerprint of a request: equal files have equal JSON. */
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
  return createField<Upload>({
    ...checked.element,
    // Without this, the transformation to a class would replace the file by an empty one.
    rules: (options) => [Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]), ...checked.element.rules(options)],
  });
};
