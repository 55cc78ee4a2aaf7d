/** The database has migrations that this build does not have. Its message is for the person who starts the server. */
export class OtherBuildError extends Error {
  override name = 'OtherBuildError';
}
