/**
 * Writes down what the server asks of PostgreSQL while it answers one request: every statement with its values,
 * grouped into round trips (what was sent before an answer came back). The bare server replays exactly that.
 */
import pg from 'pg';

export interface SentStatement {
  name: string | null;
  text: string;
  values: unknown[];
}

/** Statements that went out together on one connection. */
export interface RoundTrip {
  connection: number;
  statements: SentStatement[];
}

interface Recorded {
  trips: RoundTrip[];
  underWay: Map<object, { count: number; trip: RoundTrip }>;
  connections: Map<object, number>;
}

let recording: Recorded | null = null;

type Query = (this: object, config: unknown, values?: unknown, callback?: unknown) => unknown;

let listening = false;

/** Listens to every connection of this process; call it before the server starts. */
export const listen = (): void => {
  if (listening) return;
  listening = true;
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function (config, values, callback) {
    const result = original.call(this, config, values, callback);
    const now = recording;
    if (now && result instanceof Promise) note(now, this, config, values, result);
    return result;
  };
};

const note = (now: Recorded, connection: object, config: unknown, values: unknown, result: Promise<unknown>): void => {
  const { name = null, text, values: own } = typeof config === 'string' ? { text: config, values: undefined } : (config as Partial<SentStatement>);
  const statement = { name: name ?? null, text: text ?? '', values: (own ?? values ?? []) as unknown[] };
  if (!now.connections.has(connection)) now.connections.set(connection, now.connections.size);
  let flight = now.underWay.get(connection);
  if (!flight || flight.count === 0) {
    flight = { count: 0, trip: { connection: now.connections.get(connection)!, statements: [] } };
    now.underWay.set(connection, flight);
    now.trips.push(flight.trip);
  }
  flight.count++;
  flight.trip.statements.push(statement);
  const landed = (): void => void flight.count--;
  result.then(landed, landed);
};

/** The round trips of whatever the work sends. */
export const record = async (work: () => Promise<unknown>): Promise<RoundTrip[]> => {
  recording = { trips: [], underWay: new Map(), connections: new Map() };
  const mine = recording;
  try {
    await work();
  } finally {
    recording = null;
  }
  return mine.trips;
};

/** What one request costs: of some alike, the one with the fewest round trips, for what jobs send meanwhile is not the request's. */
export const recordOne = async (send: () => Promise<unknown>, times = 4): Promise<RoundTrip[]> => {
  let fewest: RoundTrip[] | null = null;
  for (let turn = 0; turn < times; turn++) {
    const trips = await record(send);
    if (!fewest || trips.length < fewest.length) fewest = trips;
  }
  return fewest!;
};
