/** Listens to announcements of the database (NOTIFY) on a connection of its own, which is opened again whenever it is lost. */
import pg from 'pg';

const PAUSE_MILLISECONDS = 1_000;

export interface Listening {
  stop(): Promise<void>;
}

/** Calls back for each announcement, and whenever the connection was opened again: announcements in between are lost. */
export const listenTo = (url: string, channel: string, heard: () => void): Listening => {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  const again = (): void => {
    client = null;
    if (!stopped) timer = setTimeout(() => void connect(), PAUSE_MILLISECONDS).unref();
  };
  const connect = async (): Promise<void> => {
    const mine = new pg.Client({ connectionString: url, application_name: 'hairline-announcements', keepAlive: true, connectionTimeoutMillis: 5_000 });
    client = mine;
    // An error also ends the connection, and the handler of its end does the work.
    mine.on('error', () => undefined);
    mine.on('notification', heard);
    try {
      await mine.connect();
      mine.on('end', again);
      await mine.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      heard();
    } catch {
      if (mine.listenerCount('end') === 0) again();
      else await mine.end().catch(() => undefined);
    }
    if (stopped) await mine.end().catch(() => undefined);
  };

  const first = connect();
  return {
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await first;
      await client?.end().catch(() => undefined);
    },
  };
};
