/**
 * What the authorization server keeps: logins under way, sessions, grants, codes, refresh tokens. Each is sealed under the server's
 * encryption key and found by the hash of its id alone: who reads the table has nothing to log in with.
 */
import { Injectable } from '@nestjs/common';
import Provider, { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { isId, newId } from '../../kernel/id.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { KeyEncryption, secretHash } from '../../platform/access/key-encryption.js';
import { grantSubject } from '../../platform/access/token-claims.js';
import { Database, statement } from '../../platform/database/index.js';

const store = statement('authorization.store', `SELECT store_artifact($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(secs => $10), $11) AS stored`);
const find = statement('authorization.find', 'SELECT id_hash AS "idHash", payload, consumed_at AS "consumedAt" FROM find_artifact($1, $2, $3, $4)');
const consume = statement('authorization.consume', 'SELECT consume_artifact($1) AS first');
const destroy = statement('authorization.destroy', 'SELECT destroy_artifact($1)');
const revokeGrant = statement('authorization.revoke-grant', 'SELECT revoke_artifacts_of_grant($1)');
const revokeAccess = statement('authorization.revoke-access', 'SELECT revoke_access($1)');
const forget = statement('authorization.forget', 'SELECT forget_logins()');

const listSessions = statement(
  'authorization.sessions',
  `SELECT public_id AS id, id_hash AS "idHash", model, payload, client_id AS "clientId", grant_hash AS "grantHash", device, created_at AS "createdAt",
          seen_at AS "seenAt", expires_at AS "expiresAt" FROM authorization_artifacts
    WHERE clinic_id = current_clinic() AND account_id = $1 AND model IN ('Session', 'Grant') AND expires_at > now() ORDER BY created_at DESC, public_id DESC LIMIT 200`,
);

const PURPOSE = 'authorization artifacts';
const LONGEST_DEVICE = 300;

export interface KeptSession {
  id: string;
  idHash: Buffer;
  model: 'Session' | 'Grant';
  payload: Buffer;
  clientId: string | null;
  grantHash: Buffer | null;
  device: string | null;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
}

interface Kept {
  idHash: Buffer;
  payload: Buffer;
  consumedAt: Date | null;
}

@Injectable()
export class ArtifactsRepository {
  constructor(
    private readonly database: Database,
    private readonly encryption: KeyEncryption,
    private readonly changes: AccessChanges,
  ) {}

  /** The adapter of one kind of artifact, as the provider asks for it. */
  adapterOf(model: string): Adapter {
    const hash = (id: string): Buffer => secretHash(`${model} ${id}`);
    const read = async (values: [id: Buffer | null, uid: Buffer | null, userCode: Buffer | null]): Promise<AdapterPayload | undefined> => {
      const [kept] = await this.run<Kept>(find, [model, ...values], 'READ ONLY');
      const text = kept && this.encryption.open(PURPOSE, contextOf(model, kept.idHash), kept.payload);
      if (!kept || text === undefined || text === null) return undefined;
      const payload = JSON.parse(text) as AdapterPayload;
      return kept.consumedAt ? { ...payload, consumed: Math.floor(kept.consumedAt.getTime() / 1000) } : payload;
    };
    return {
      upsert: async (id, payload, expiresIn) => {
        const idHash = hash(id);
        const sealed = this.encryption.seal(PURPOSE, contextOf(model, idHash), JSON.stringify(payload));
        const grantId = model === 'Grant' ? id : payload.grantId;
        const [row] = await this.run<{ stored: boolean | null }>(store, [
          model,
          idHash,
          sealed,
          isId(payload.accountId) ? payload.accountId : null,
          payload.clientId ?? null,
          grantId === undefined ? null : grantSubject(grantId),
          payload.uid === undefined ? null : hash(`uid ${payload.uid}`),
          payload.userCode === undefined ? null : this.userCodeHash(payload.userCode),
          model === 'Session' ? deviceOf() : null,
          expiresIn,
          newId(),
        ]);
        if (row?.stored !== true) throw new errors.InvalidClientAuth('what may be used once was used already');
      },
      find: (id) => read([hash(id), null, null]),
      findByUid: (uid) => read([null, hash(`uid ${uid}`), null]),
      findByUserCode: (userCode) => read([null, null, this.userCodeHash(userCode)]),
      consume: async (id) => {
        const [{ first }] = (await this.run<{ first: boolean }>(consume, [hash(id)])) as [{ first: boolean }];
        // Of two at the same moment the database lets one pass; what comes second ends what both have.
        if (first) return;
        this.changes.tell();
        throw new errors.InvalidGrant('it was used already');
      },
      destroy: async (id) => {
        await this.run(destroy, [hash(id)]);
        if (model === 'Grant') await this.revokeGrant(grantSubject(id));
      },
      revokeByGrantId: (grantId) => this.revokeGrant(grantSubject(grantId)),
    };
  }

  /** What a person is logged in to: their browsers, and what they have allowed applications. In the clinic of the request. */
  sessionsOf(staffId: string): Promise<KeptSession[]> {
    return this.database.query<KeptSession>(listSessions, [staffId]);
  }

  /** Ends a session, and all that came of it. */
  async end({ idHash, model, payload, grantHash }: KeptSession): Promise<void> {
    const text = model === 'Session' ? this.encryption.open(PURPOSE, contextOf(model, idHash), payload) : null;
    const { authorizations = {} } = JSON.parse(text ?? '{}') as { authorizations?: Record<string, { grantId?: string }> };
    const grants = Object.values(authorizations).flatMap(({ grantId }) => (grantId === undefined ? [] : [grantSubject(grantId)]));
    for (const grant of [...grants, ...(grantHash ? [grantHash] : [])]) await this.database.query(revokeGrant, [grant]);
    await this.database.query(destroy, [idHash]);
  }

  /** From now on the token is refused, though it has not expired. */
  async revokeToken(subject: Buffer): Promise<void> {
    await this.run(revokeAccess, [[subject]]);
    this.changes.tell();
  }

  /** Removes what has expired. */
  async forget(): Promise<void> {
    await this.run(forget, []);
  }

  private async revokeGrant(subject: Buffer): Promise<void> {
    await this.run(revokeGrant, [subject]);
    this.changes.tell();
  }

  /** A code that is typed by hand is short: its hash is a keyed one. */
  private userCodeHash(userCode: string): Buffer {
    return this.encryption.mac('user codes', userCode);
  }

  private async run<Row = unknown>(
    what: ReturnType<typeof statement>,
    values: readonly unknown[],
    mode: 'READ ONLY' | 'READ WRITE' = 'READ WRITE',
  ): Promise<Row[]> {
    const [result] = await this.database.apart(null, [{ statement: what, values }], mode);
    return result!.rows as Row[];
  }
}

const contextOf = (model: string, idHash: Buffer): string => `${model} ${idHash.toString('base64')}`;

/** What the browser calls itself, for the list of one's sessions. */
const deviceOf = (): string | null => Provider.ctx?.get('user-agent').slice(0, LONGEST_DEVICE) || null;
