/** Why the embedded server cannot run, in one line for the person who starts it. */
export class EmbeddedServerError extends Error {
  override name = 'EmbeddedServerError';
}
