import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, requireVersion, type Page, toActor } from '../../platform/http/index.js';
import { validateProtocol, type ProtocolToCheck } from './domain/protocol-errors.js';
import type { Choice, Limit, Protocol, ProtocolContent } from './domain/protocol.js';
import type { ProtocolChange, ProtocolInput, ProtocolQuery, TreatmentProtocolResponse } from './protocol.dto.js';
import { ProtocolsRepository, type StoredProtocol } from './protocols.repository.js';
import { shippedProtocols } from './shipped/index.js';

const toResponse = ({ content, publishedAt, createdAt, updatedAt, ...protocol }: StoredProtocol): TreatmentProtocolResponse => ({
  ...protocol,
  title: content.title,
  limits: content.limits,
  choices: content.choices,
  depths: content.depths ?? {},
  steps: [...content.steps],
  formulations: [...content.formulations],
  sessionFactors: content.sessionFactors,
  createdBy: toActor(protocol.createdBy),
  publishedBy: toActor(protocol.publishedBy),
  publishedAt: publishedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** Stores null for the ends that a limit leaves out. */
const withEnds = (limits: Record<string, Limit>): Record<string, Limit> =>
  Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, { ...limit, low: limit.low ?? null, high: limit.high ?? null, usual: limit.usual ?? null }]),
  );

const toContent = ({ title, limits, choices, depths, steps, formulations, sessionFactors }: ProtocolChange): ProtocolContent => ({
  title,
  limits: withEnds(limits as Record<string, Limit>),
  choices: choices as Record<string, Choice>,
  ...(depths && Object.keys(depths).length > 0 && { depths: withEnds(depths as Record<string, Limit>) }),
  steps,
  formulations,
  sessionFactors: sessionFactors ?? null,
});

@Injectable()
export class ProtocolsService {
  constructor(
    private readonly protocols: ProtocolsRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Finds the protocol in force. A clinic that has none of this treatment gets the shipped one now. */
  getPublished(treatment: Treatment): Promise<Protocol> {
    return this.findOrInstall(() => this.protocols.findPublished(treatment));
  }

  /** Finds the version with which a plan was made. */
  getVersion(treatment: Treatment, protocolVersion: number): Promise<Protocol> {
    return this.findOrInstall(() => this.protocols.findVersion(treatment, protocolVersion));
  }

  async get(protocolId: string): Promise<TreatmentProtocolResponse> {
    const found = await this.protocols.find(protocolId);
    if (!found) throw createNotFoundFailure('protocol');
    return toResponse(found);
  }

  async list(query: ProtocolQuery): Promise<Page<TreatmentProtocolResponse>> {
    const filter = { treatment: query.treatment ?? null, status: query.status ?? null };
    if ((await this.protocols.count({ treatment: null, status: null })) === 0) await this.install();
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.protocols.list(filter, after, limit),
      position: (protocol) => protocol.id,
      item: toResponse,
      total: () => this.protocols.count(filter),
    });
  }

  async createDraft(input: ProtocolInput): Promise<TreatmentProtocolResponse> {
    const { treatment } = input;
    this.refuseErrors(treatment, input);
    // Version 1 is the shipped version, which may not have been stored yet.
    await this.getPublished(treatment);
    const now = this.clock.now();
    const protocol: StoredProtocol = {
      id: createId(),
      treatment,
      protocolVersion: (await this.protocols.lockTreatment(treatment)) + 1,
      status: 'draft',
      content: toContent(input),
      createdBy: getCurrentPrincipal().id,
      publishedBy: null,
      publishedAt: null,
      publishReason: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    try {
      await this.protocols.insert(protocol);
    } catch (error) {
      if (findViolatedConstraint(error) === 'treatment_protocols_version_unique')
        throw createConflictFailure('Somebody drafted a protocol of this treatment at the same time.');
      throw error;
    }
    return toResponse(protocol);
  }

  async change(protocolId: string, input: ProtocolChange): Promise<TreatmentProtocolResponse> {
    const protocol = await this.lockDraft(protocolId);
    this.refuseErrors(protocol.treatment, input);
    const next: StoredProtocol = { ...protocol, content: toContent(input), version: protocol.version + 1, updatedAt: this.clock.now() };
    await this.protocols.change(next);
    return toResponse(next);
  }

  /** Publishes a draft. New plans are made with this version; existing plans keep theirs. */
  async publish(protocolId: string, reason: string): Promise<TreatmentProtocolResponse> {
    const draft = await this.protocols.find(protocolId);
    if (!draft) throw createNotFoundFailure('protocol');
    await this.protocols.lockTreatment(draft.treatment);
    const protocol = await this.lockDraft(protocolId);
    // A draft may be older than a rule that it breaks.
    this.refuseErrors(protocol.treatment, protocol.content);
    const now = this.clock.now();
    const next: StoredProtocol = {
      ...protocol,
      status: 'published',
      publishedBy: getCurrentPrincipal().id,
      publishedAt: now,
      publishReason: reason,
      version: protocol.version + 1,
      updatedAt: now,
    };
    await this.protocols.publish(next);
    return toResponse(next);
  }

  private refuseErrors(treatment: Treatment, input: ProtocolToCheck): void {
    const errors = validateProtocol(treatment, input);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
  }

  private async lockDraft(protocolId: string): Promise<StoredProtocol> {
    const protocol = await this.protocols.lock(protocolId);
    if (!protocol) throw createNotFoundFailure('protocol');
    requireVersion(protocol.version);
    if (protocol.status !== 'draft') throw createInvalidTransitionFailure(`The protocol is ${protocol.status}: only a draft is changed or published.`, []);
    return protocol;
  }

  private async findOrInstall(find: () => Promise<StoredProtocol | null>): Promise<Protocol> {
    const found = await find();
    if (found) return found;
    await this.install();
    const installed = await find();
    if (!installed) throw createNotFoundFailure('protocol');
    return installed;
  }

  private install(): Promise<void> {
    const shipped = Object.entries(shippedProtocols) as [Treatment, ProtocolContent][];
    const rows = shipped.map(([treatment, content]) => ({ id: createId(), treatment, content }));
    return this.protocols.install(getCurrentPrincipal().clinic.id, rows, this.clock.now());
  }
}
