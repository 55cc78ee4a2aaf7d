import { ApiProperty } from '@nestjs/swagger';

const kinds = ['browser', 'application'] as const;

/** Something that a person is logged in to. */
export class LogInResponse {
  /** The session's id. */
  id: string;

  /** A browser in which the person logged in, or an application that the person has let act for them. */
  @ApiProperty({ enum: kinds })
  kind: 'browser' | 'application';

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
  startedAt: string;

  /** When it was last used to log in, in UTC. */
  lastSeenAt: string;

  /** When it ends by itself, in UTC. */
  expiresAt: string;
}

/** What a person is logged in to. */
export class LogInsResponse {
  /** The newest first; at most two hundred. */
  items: LogInResponse[];
}
