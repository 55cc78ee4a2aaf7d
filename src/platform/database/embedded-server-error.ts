/** What is wrong with the embedded server, in one line for the person who starts it. */
export class EmbeddedServerError extends Error {
  override name = 'EmbeddedServerError';
}
