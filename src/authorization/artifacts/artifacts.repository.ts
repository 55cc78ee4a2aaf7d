/**
 * The artifacts of the authorization server: logins under way, sessions, grants, codes, refresh tokens. Each is encrypted with the server's key and found by
 * the hash of its id, so that a reader of the table cannot log in with it.
 */
import { Injectable } from '@nestjs/common';
import Provider, { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { isId, createId } from '../../kernel/id.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { KeyEncryption, hashSecret } from '../../platform/access/key-encryption.js';
import { computeGrantSubject } from '../../platform/access/token-claims.js';
import { declareColumns, Database, declareStatement, type Statement } from '../../platform/database/index.js';

const PURPOSE = 'authorization artifacts';
const LONGEST_DEVICE = 300;
/** The most sessions of a person in a list. */
export const MOST_SESSIONS = 200;

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

const keptRow = declareColumns<Kept>({ idHash: 'bytea', payload: 'bytea', consumedAt: 'timestamptz?' });
const sessionRow = declareColumns<KeptSession>({
  id: ['uuid', 'public_id'],
  idHash: 'bytea',
  model: 'text',
  payload: 'bytea',
  clientId: 'text?',
  grantHash: 'bytea?',
  device: 'text?',
  createdAt: 'timestamptz',
  seenAt: 'timestamptz',
  expiresAt: 'timestamptz',
});

const store = declareStatement('authorization.store', {
  parameters: {
    model: 'text',
    idHash: 'bytea',
    sealed: 'bytea',
    account: 'uuid?',
    client: 'text?',
    grant: 'bytea?',
    uid: 'bytea?',
    userCode: 'bytea?',
    device: 'text?',
    seconds: 'double precision?',
    publicId: 'uuid',
  },
  row: declareColumns<{ stored: boolean | null }>({ stored: 'boolean?' }),
  sql: `SELECT store_artifact(:model, :idHash, :sealed, :account, :client, :grant, :uid, :userCode, :device, now() + make_interval(secs => :seconds), :publicId)
     AS stored`,
});
const find = declareStatement('authorization.find', {
  parameters: { model: 'text', idHash: 'bytea?', uid: 'bytea?', userCode: 'bytea?' },
  row: keptRow,
  sql: `SELECT ${keptRow.list} FROM find_artifact(:model, :idHash, :uid, :userCode)`,
});
const consume = declareStatement('authorization.consume', {
  parameters: { idHash: 'bytea' },
  row: declareColumns<{ first: boolean }>({ first: 'boolean' }),
  sql: 'SELECT consume_artifact(:idHash) AS first',
});
const destroy = declareStatement('authorization.destroy', { parameters: { idHash: 'bytea' }, sql: 'SELECT destroy_artifact(:idHash)' });
const revokeGrant = declareStatement('authorization.revoke-grant', { parameters: { grant: 'bytea' }, sql: 'SELECT revoke_artifacts_of_grant(:grant)' });
const revokeAccess = declareStatement('authorization.revoke-access', { parameters: { subjects: 'bytea[]' }, sql: 'SELECT revoke_access(:subjects)' });
const forget = declareStatement('authorization.forget', { sql: 'SELECT forget_logins()' });

const listSessions = declareStatement('authorization.sessions', {
  parameters: { staffId: 'uuid', limit: 'bigint' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM authorization_artifacts
    WHERE clinic_id = current_clinic() AND account_id = :staffId AND model IN ('Session', 'Grant') AND expires_at > now()
    ORDER BY created_at DESC, public_id DESC LIMIT :limit`,
});

@Injectable()
export class ArtifactsRepository {
  constructor(
    private readonly database: Database,
    private readonly encryption: KeyEncryption,
    private readonly changes: AccessChanges,
  ) {}

  /** The adapter of one kind of artifact, as oidc-provider wants it. */
  createAdapter(model: string): Adapter {
    const hash = (id: string): Buffer => hashSecret(`${model} ${id}`);
    const read = async (asked: { idHash?: Buffer; uid?: Buffer; userCode?: Buffer }): Promise<AdapterPayload | undefined> => {
      const [kept] = await this.run(find, { model, idHash: null, uid: null, userCode: null, ...asked }, 'READ ONLY');
      const text = kept && this.encryption.open(PURPOSE, getContext(model, kept.idHash), kept.payload);
      if (!kept || text === undefined || text === null) return undefined;
      const payload = JSON.parse(text) as AdapterPayload;
      return kept.consumedAt ? { ...payload, consumed: Math.floor(kept.consumedAt.getTime() / 1000) } : payload;
    };
    return {
      upsert: async (id, payload, expiresIn) => {
        const idHash = hash(id);
        const sealed = this.encryption.seal(PURPOSE, getContext(model, idHash), JSON.stringify(payload));
        const grantId = model === 'Grant' ? id : payload.grantId;
        const [row] = await this.run(store, {
          model,
          idHash,
          sealed,
          account: isId(payload.accountId) ? payload.accountId : null,
          client: payload.clientId ?? null,
          grant: grantId === undefined ? null : computeGrantSubject(grantId),
          uid: payload.uid === undefined ? null : hash(`uid ${payload.uid}`),
          userCode: payload.userCode === undefined ? null : this.hashUserCode(payload.userCode),
          device: model === 'Session' ? findDevice() : null,
          seconds: expiresIn ?? null,
          publicId: createId(),
        });
        if (row?.stored !== true) throw new errors.InvalidClientAuth('what may be used once was used already');
      },
      find: (id) => read({ idHash: hash(id) }),
      findByUid: (uid) => read({ uid: hash(`uid ${uid}`) }),
      findByUserCode: (userCode) => read({ userCode: this.hashUserCode(userCode) }),
      consume: async (id) => {
        const [consumed] = await this.run(consume, { idHash: hash(id) });
        // Of two simultaneous uses the database accepts one; the second ends what both have.
        if (consumed?.first) return;
        this.changes.tell();
        throw new errors.InvalidGrant('it was used already');
      },
      destroy: async (id) => {
        await this.run(destroy, { idHash: hash(id) });
        if (model === 'Grant') await this.revokeGrant(computeGrantSubject(id));
      },
      revokeByGrantId: (grantId) => this.revokeGrant(computeGrantSubject(grantId)),
    };
  }

  /** The sessions of a person in the clinic of the request: browsers, and applications with a grant. */
  listSessions(staffId: string): Promise<KeptSession[]> {
    return this.database.query(listSessions, { staffId, limit: MOST_SESSIONS });
  }

  /** Ends a session and everything that came from it. */
  async end(session: KeptSession): Promise<void> {
    for (const grant of this.listGrants(session)) await this.database.query(revokeGrant, { grant });
    await this.database.query(destroy, { idHash: session.idHash });
  }

  /** The grants of the session, or the grant that it is. */
  listGrants({ idHash, model, payload, grantHash }: KeptSession): Buffer[] {
    const text = model === 'Session' ? this.encryption.open(PURPOSE, getContext(model, idHash), payload) : null;
    const { authorizations = {} } = JSON.parse(text ?? '{}') as { authorizations?: Record<string, { grantId?: string }> };
    const grants = Object.values(authorizations).flatMap(({ grantId }) => (grantId === undefined ? [] : [computeGrantSubject(grantId)]));
    return [...grants, ...(grantHash ? [grantHash] : [])];
  }

  /** Whether it is the session of that browser, or the one that led to that grant. */
  isPartOf(session: KeptSession, own: { grant: Buffer | null } | { session: string }): boolean {
    if ('session' in own) return session.model === 'Session' && session.idHash.equals(hashSecret(`Session ${own.session}`));
    const { grant } = own;
    return grant !== null && this.listGrants(session).some((item) => item.equals(grant));
  }

  /** Tells this process of an end at once, after the transaction, before the announcement arrives. */
  tellChange(): void {
    this.changes.tell();
  }

  /** Refuses the token from now on, though it has not expired. */
  async revokeToken(subject: Buffer): Promise<void> {
    await this.run(revokeAccess, { subjects: [subject] });
    this.changes.tell();
  }

  /** Deletes expired artifacts. */
  async forget(): Promise<void> {
    await this.run(forget, {});
  }

  private async revokeGrant(subject: Buffer): Promise<void> {
    await this.run(revokeGrant, { grant: subject });
    this.changes.tell();
  }

  /** The keyed hash of a code that a person types: such a code is short. */
  private hashUserCode(userCode: string): Buffer {
    return this.encryption.computeMac('user codes', userCode);
  }

  private async run<Arguments extends object, Row extends object>(
    statement: Statement<Arguments, Row>,
    given: NoInfer<Arguments>,
    mode: 'READ ONLY' | 'READ WRITE' = 'READ WRITE',
  ): Promise<Row[]> {
    const [result] = await this.database.executeSeparately(null, [{ statement, values: statement.values(given) }], mode);
    return result!.rows as Row[];
  }
}

const getContext = (model: string, idHash: Buffer): string => `${model} ${idHash.toString('base64')}`;

/** The name that the browser gives itself, for the list of sessions. */
const findDevice = (): string | null => Provider.ctx?.get('user-agent').slice(0, LONGEST_DEVICE) || null;
