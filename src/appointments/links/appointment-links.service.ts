import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { getCurrentPrincipal, Pages, toActor, type Page, type PageQuery } from '../../platform/http/index.js';
import { appointmentStates } from '../domain/appointment-states.js';
import { computeLinkExpiry, linkableStatuses } from '../domain/links.js';
import { AppointmentsService } from '../booking/appointments.service.js';
import type { AppointmentLinkInput, AppointmentLinkResponse } from './appointment-link.dto.js';
import { AppointmentLinksRepository, type LinkRow } from './appointment-links.repository.js';
import { LinkSecrets } from './link-secrets.js';

const toResponse = (link: LinkRow, url: string | null): AppointmentLinkResponse => ({
  id: link.id,
  appointmentId: link.appointmentId,
  patientId: link.patientId,
  purpose: link.purpose,
  url,
  expiresAt: link.expiresAt.toISOString(),
  usedAt: link.usedAt?.toISOString() ?? null,
  revokedBy: toActor(link.revokedBy),
  revokedAt: link.revokedAt?.toISOString() ?? null,
  createdBy: toActor(link.createdBy),
  createdAt: link.createdAt.toISOString(),
});

/** The links of an appointment at the desk: made, listed, revoked. */
@Injectable()
export class AppointmentLinksService {
  constructor(
    private readonly links: AppointmentLinksRepository,
    private readonly appointments: AppointmentsService,
    private readonly secrets: LinkSecrets,
    private readonly pages: Pages,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  /** Makes a link. Fails where the appointment is not still to come. */
  async create(appointmentId: string, { purpose, validForHours }: AppointmentLinkInput): Promise<AppointmentLinkResponse> {
    const { status, startsAt } = await this.appointments.lock(appointmentId);
    const now = this.clock.now();
    if (!linkableStatuses.includes(status) || startsAt <= now)
      throw createInvalidTransitionFailure(
        `The appointment is ${status}: a link is for one that is booked and still to come.`,
        appointmentStates.allowed(status).filter((action) => action !== 'expire'),
      );
    const { id, clinic } = getCurrentPrincipal();
    const link = {
      id: createId(),
      appointmentId,
      purpose,
      startsAt,
      expiresAt: computeLinkExpiry(now, validForHours, startsAt),
      createdBy: id,
      createdAt: now,
    };
    await this.links.insert(link);
    const secret = this.secrets.seal({ clinicId: clinic.id, linkId: link.id, purpose });
    return toResponse((await this.links.find(link.id))!, `${this.publicUrl}/appointment-links/${secret}`);
  }

  async list(appointmentId: string, query: PageQuery): Promise<Page<AppointmentLinkResponse>> {
    await this.appointments.get(appointmentId);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.links.list(appointmentId, after, limit),
      position: (link) => link.id,
      item: (link) => toResponse(link, null),
      total: () => this.links.count(appointmentId),
    });
  }

  async revoke(appointmentId: string, linkId: string): Promise<AppointmentLinkResponse> {
    const link = await this.links.lock(linkId);
    if (link?.appointmentId !== appointmentId) throw createNotFoundFailure('link');
    await this.links.revoke(linkId, getCurrentPrincipal().id, this.clock.now());
    return toResponse((await this.links.find(linkId))!, null);
  }
}
