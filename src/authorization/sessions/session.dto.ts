import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, Instant, ListOf, OneOf } from '../../platform/http/index.js';
import { MOST_SESSIONS } from '../artifacts/artifacts.repository.js';

const kinds = declareEnumeration('LogInKind', ['browser', 'application']);

/** Something that a person is logged in to. */
export class LogInSession {
  /** The session's id. */
  @Identifier() id: string;

  /** A browser in which the person logged in, or an application that the person has let act for them. */
  @OneOf(kinds) kind: 'browser' | 'application';

  /**
   * The application, by its client id; null for a browser.
   * @example clinic-front-end
   */
  clientId: string | null;

  /**
   * What the browser calls itself; null where that is not known.
   * @example Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
   */
  device: string | null;

  /** When it began, in UTC. */
  @Instant() startedAt: string;

  /** When it was last used to log in, in UTC. */
  @Instant() lastSeenAt: string;

  /** When it ends by itself, in UTC. */
  @Instant() expiresAt: string;
}

/** What a person is logged in to. */
export class LogInSessionListResponse {
  /** The newest first; at most two hundred. */
  @ListOf(LogInSession, { max: MOST_SESSIONS }) items: LogInSession[];
}
