import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, Instant, ListOf, OneOf } from '../../platform/http/index.js';
import { MOST_SESSIONS } from '../artifacts/artifacts.repository.js';

const kinds = declareEnumeration('LogInKind', ['browser', 'application']);

/** A session: a browser in which a person logged in, or an application with a grant. */
export class LogInSession {
  /** The id of the session. */
  @Identifier() id: string;

  /** Whether it is a browser in which the person logged in, or an application that may act for the person. */
  @OneOf(kinds) kind: 'browser' | 'application';

  /**
   * The client id of the application; null for a browser.
   * @example clinic-front-end
   */
  clientId: string | null;

  /**
   * The name that the browser gives itself; null where it is unknown.
   * @example Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
   */
  device: string | null;

  /** When the session began, in UTC. */
  @Instant() startedAt: string;

  /** When the session was last used to log in, in UTC. */
  @Instant() lastSeenAt: string;

  /** When the session expires, in UTC. */
  @Instant() expiresAt: string;
}

/** The sessions of a person. */
export class LogInSessionListResponse {
  /** The sessions, the newest first; at most two hundred. */
  @ListOf(LogInSession, { max: MOST_SESSIONS }) items: LogInSession[];
}
