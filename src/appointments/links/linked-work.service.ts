import { Injectable } from '@nestjs/common';
import { ClinicService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { createFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createPatientLinkPrincipal } from '../../platform/access/principal.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database, retryAfterConflict } from '../../platform/database/index.js';
import { getCurrentRequest } from '../../platform/http/index.js';
import { findLinkEnd, type LinkPurpose } from '../domain/links.js';
import { AppointmentLinksRepository, type LinkRow } from './appointment-links.repository.js';
import { LinkSecrets } from './link-secrets.js';

const LONGEST_WORK_MILLISECONDS = 10_000;

/** Runs the work that a link opens: in its clinic, in its name, and only while it is good. */
@Injectable()
export class LinkedWork {
  constructor(
    private readonly database: Database,
    private readonly secrets: LinkSecrets,
    private readonly links: AppointmentLinksRepository,
    private readonly clinics: ClinicService,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Runs work that changes nothing. */
  look<T>(secret: string, work: (link: LinkRow) => Promise<T>): Promise<T> {
    return this.run(secret, null, 'read', (linkId) => this.links.find(linkId), work);
  }

  /** Runs the work of a link for this purpose, and uses the link up. */
  use<T>(secret: string, purpose: LinkPurpose, work: (link: LinkRow) => Promise<T>): Promise<T> {
    return this.run(
      secret,
      purpose,
      purpose,
      (linkId) => this.links.lock(linkId),
      async (link) => {
        const done = await work(link);
        await this.links.use(link.id, this.clock.now());
        return done;
      },
    );
  }

  /** Runs work in the clinic of a link, in the name of the link, with its audit entry in the same transaction. */
  private async run<T>(
    secret: string,
    asked: LinkPurpose | null,
    action: string,
    find: (linkId: string) => Promise<LinkRow | null>,
    work: (link: LinkRow) => Promise<T>,
  ): Promise<T> {
    const opened = this.secrets.open(secret, asked);
    if (!opened) throw createNotFoundFailure('link');
    const request = getCurrentRequest();
    const act = async (): Promise<T> => {
      const { timeZone, country, currency } = await this.clinics.get();
      const principal = createPatientLinkPrincipal(opened.linkId, { id: opened.clinicId, timeZone, country, currency });
      getCurrentRequest().principal = principal;
      const link = await find(opened.linkId);
      if (!link) throw createNotFoundFailure('link');
      const because = findLinkEnd(link, this.clock.now());
      if (because !== null)
        throw createFailure('link-over', 'The link does nothing any more: `because` says why. The clinic can send another one.', { because });
      const done = await work(link);
      await this.audit.add(request, principal, {
        action: `appointment-link.${action}`,
        patientIds: [link.patientId],
        resourceId: link.appointmentId,
        outcome: 'success',
        status: 200,
      });
      return done;
    };
    return retryAfterConflict(() => this.database.runInClinic(opened.clinicId, act, LONGEST_WORK_MILLISECONDS));
  }
}
