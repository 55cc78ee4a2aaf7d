/** A wrong setting, or a machine that cannot run the server. `message` is one line that says what to do. */
export class StartError extends Error {
  override name = 'StartError';
}
