/** Checks whether the API can run on a PostgreSQL that the operator provides. */
import pg from 'pg';

const OLDEST_VERSION = 15;
const OLDEST_VERSION_NUMBER = OLDEST_VERSION * 10_000;

interface Found {
  version: number;
  text: string;
  role: string;
  superuser: boolean;
  bypasses: boolean;
  owns: boolean;
}

const describe = `SELECT current_setting('server_version_num')::integer AS version, current_setting('server_version') AS text, r.rolname AS role,
  r.rolsuper AS superuser, r.rolbypassrls AS bypasses,
  EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owns
  FROM pg_roles r WHERE r.rolname = current_user`;

const foreignAuthority = 'its certificate is of no authority that is trusted here; check DATABASE_CA_FILE';

/** Why the certificate of the server was not believed, by the codes of Node. */
const distrusts: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: foreignAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: foreignAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: foreignAuthority,
  UNABLE_TO_GET_ISSUER_CERT: foreignAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: foreignAuthority,
  CERT_SIGNATURE_FAILURE: foreignAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
};

/** Why a connection failed, without its address, which contains a password. */
const describeConnectionError = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  const distrust = distrusts[code ?? ''];
  if (distrust !== undefined) return distrust;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no such host';
  return code === '28P01' || code === '28000' ? 'the role or its password is refused' : (message ?? String(code ?? 'no reason given'));
};

const inspectDatabase = async (url: string): Promise<Found> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Found>(describe)).rows[0]!;
  } finally {
    await client.end();
  }
};

/** Why the API cannot run on this database, in one line; null where it can. */
export const findObjection = async (setting: string, url: string, as: 'application' | 'owner'): Promise<string | null> => {
  let found: Found;
  try {
    found = await inspectDatabase(url);
  } catch (error) {
    return `The database of ${setting} cannot be reached (${describeConnectionError(error)}); start it, or correct ${setting}.`;
  }
  if (found.version < OLDEST_VERSION_NUMBER) return `The database of ${setting} is PostgreSQL ${found.text}; Hairline needs ${OLDEST_VERSION} or later.`;
  if (as === 'owner') return null;
  if (found.superuser || found.bypasses) {
    return `The role "${found.role}" of ${setting} can bypass row-level security; use one that is neither superuser nor BYPASSRLS, and the owner's in DATABASE_MIGRATION_URL.`;
  }
  if (found.owns) return `The role "${found.role}" of ${setting} owns tables; let the API use another role, and put the owner's in DATABASE_MIGRATION_URL.`;
  return null;
};
