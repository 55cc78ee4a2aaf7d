/**
 * Applications that register themselves (RFC 7591), and change or end their registration (RFC 7592): at a clinic whose admin has made a token for it, and
 * nowhere else. What registers is an integration client like those that an admin adds, and switched off like them.
 */
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createClientSecret } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { createId } from '../../kernel/id.js';
import { isWithin } from '../../kernel/network.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { getPresentedToken } from '../../platform/access/presented-token.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { Outbound } from '../../platform/outbound/outbound.js';
import { keepsSecret, toMetadata, MetadataRefusal, readMetadata, type Application, type Bounds } from './client-metadata.js';
import { RegistrationsRepository, type RegisteredApplication } from './registrations.repository.js';

const PATH = '/register';
const LARGEST_BYTES = 65_536;
const NAME_BYTES = 12;
const TOKEN_BYTES = 32;

type Registered = RegisteredApplication & { clinicId: string };

@Injectable()
export class RegistrationEndpoint {
  constructor(
    private readonly registrations: RegistrationsRepository,
    private readonly outbound: Outbound,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  mount(scope: FastifyInstance): void {
    scope.removeAllContentTypeParsers();
    // A body that is not JSON is no metadata, and is refused in the words of the standard.
    scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: LARGEST_BYTES }, (_request, body, done) =>
      done(null, parseMetadata(body as string)),
    );
    scope.post(PATH, (request, reply) => answerErrors(reply, () => this.register(request, reply)));
    const handle =
      (step: (application: Registered, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
      (request: FastifyRequest, reply: FastifyReply) =>
        answerErrors(reply, async () => {
          const application = await this.find(request);
          return application ? step(application, request, reply) : createUnauthorizedFailure(reply);
        });
    scope.get(
      `${PATH}/:clientId`,
      handle(async (application, _request, reply) => reply.send(this.describe(application))),
    );
    scope.put(
      `${PATH}/:clientId`,
      handle((application, request, reply) => this.replace(application, request, reply)),
    );
    scope.delete(
      `${PATH}/:clientId`,
      handle((application, _request, reply) => this.end(application, reply)),
    );
  }

  private async register(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const token = getPresentedToken(request)?.token;
    const good = token === undefined ? null : await this.registrations.findToken(hashSecret(token));
    if (!good) return createUnauthorizedFailure(reply);
    const application = readMetadata(request.body, this.getBounds(good.scopes));
    const now = this.clock.now();
    const [clientId, access] = [`registered-${randomBytes(NAME_BYTES).toString('hex')}`, randomBytes(TOKEN_BYTES).toString('base64url')];
    const secret = keepsSecret(application) ? createClientSecret() : null;
    const row = { ...application, tokenId: good.id, id: createId(), clientId, accessHash: hashSecret(access), secretId: createId(), now };
    const isMade = await this.registrations.register(good.clinicId, { ...row, secretHash: secret === null ? null : hashSecret(secret) });
    if (!isMade) return createUnauthorizedFailure(reply);
    this.changes.tell();
    return reply.status(201).send({
      ...this.describe({ ...row, createdAt: now }),
      ...(secret !== null && { client_secret: secret, client_secret_expires_at: 0 }),
      registration_access_token: access,
    });
  }

  /** Replaces the whole metadata, as the standard wants it. The scopes never grow. */
  private async replace(application: Registered, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const next = readMetadata(request.body, this.getBounds(application.scopes));
    const sentId = (request.body as { client_id?: unknown }).client_id;
    if (sentId !== application.clientId) throw new MetadataRefusal('invalid_client_metadata', 'client_id must be the one of the address.');
    if (next.kind !== application.kind || keepsSecret(next) !== keepsSecret(application)) {
      throw new MetadataRefusal('invalid_client_metadata', 'How the application proves who it is stays: register another one.');
    }
    const changed = await this.registrations.replace(application.clinicId, application, next, this.clock.now());
    if (!changed) return createUnauthorizedFailure(reply);
    this.changes.tell();
    return reply.send(this.describe(changed));
  }

  private async end({ clinicId, id }: Registered, reply: FastifyReply): Promise<FastifyReply> {
    await this.registrations.end(clinicId, id, this.clock.now());
    this.changes.tell();
    return reply.status(204).send();
  }

  /** The application with this registration access token, where the request comes from an allowed network; null otherwise. */
  private async find(request: FastifyRequest): Promise<Registered | null> {
    const token = getPresentedToken(request)?.token;
    const { clientId } = request.params as { clientId: string };
    const application = token === undefined ? null : await this.registrations.find(hashSecret(token), clientId);
    const isHere = application?.allowedNetworks.length === 0 || isWithin(request.ip, application?.allowedNetworks ?? []);
    return isHere ? application : null;
  }

  private getBounds(scopes: readonly string[]): Bounds {
    return { scopes, isAskable: (address) => this.outbound.isAskable(address) };
  }

  private describe(application: Application & Pick<RegisteredApplication, 'clientId' | 'createdAt'>): object {
    const { clientId, createdAt } = application;
    return {
      client_id: clientId,
      client_id_issued_at: Math.floor(createdAt.getTime() / 1000),
      registration_client_uri: `${this.publicUrl}/oauth${PATH}/${clientId}`,
      ...toMetadata(application),
    };
  }
}

const parseMetadata = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const answerErrors = async (reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MetadataRefusal)) throw error;
    return reply.status(400).send({ error: error.error, error_description: error.description });
  }
};

/** The failure for a token that does not exist, was used up, has expired or was ended, all in the same words. */
const createUnauthorizedFailure = (reply: FastifyReply): FastifyReply =>
  reply
    .status(401)
    .header('WWW-Authenticate', 'Bearer realm="hairline", error="invalid_token"')
    .send({ error: 'invalid_token', error_description: 'This needs a token that is good for it.' });
