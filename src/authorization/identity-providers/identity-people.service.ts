/** Finds or adds the person of the clinic whom a provider's claims describe, and has the person's role follow the claims. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database, findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentRequest } from '../../platform/http/index.js';
import { concernsClinic, readIdentity, type Claims, type Identity } from './domain/identity.js';
import { decidePerson, type IdentityRefusal } from './domain/person.js';
import { IdentityPeopleRepository } from './identity-people.repository.js';
import type { ProviderOfPeople } from './identity-providers.repository.js';

export type Resolved = { staffId: string; identity: Identity } | { refused: IdentityRefusal };

/** The constraints that a simultaneous first login of the same person breaks. */
const firstLoginConstraints = ['identity_provider_people_pk', 'identity_provider_people_one_subject', 'staff_email_unique'];

@Injectable()
export class IdentityPeople {
  constructor(
    private readonly people: IdentityPeopleRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  /** The person of the provider's own clinic, and of no other, whom the claims describe. */
  async resolve(provider: ProviderOfPeople, claims: Claims): Promise<Resolved> {
    if (!concernsClinic(claims, provider)) return { refused: 'other-clinic' };
    const identity = readIdentity(claims, provider);
    if (!identity) return { refused: 'claims-incomplete' };
    try {
      return await this.find(provider, identity);
    } catch (error) {
      if (!firstLoginConstraints.includes(findViolatedConstraint(error) ?? '')) throw error;
      // Another request has added or linked the person meanwhile.
      return this.find(provider, identity);
    }
  }

  private async find({ id: providerId, clinicId, ...provider }: ProviderOfPeople, identity: Identity): Promise<Resolved> {
    const now = this.clock.now();
    const { subject, verifiedEmail } = identity;
    const issuedAt = new Date(identity.issuedAt * 1000);
    const { decision, staffId } = await this.database.runInClinic(clinicId, async () => {
      const decision = decidePerson(identity, provider, await this.people.findKnown(providerId, subject, verifiedEmail));
      if (decision.kind === 'refuse') return { decision, staffId: null };
      const staffId = decision.kind === 'create' ? await this.people.add({ ...decision, now }) : decision.staffId;
      if (decision.kind !== 'known') await this.people.insertLink({ providerId, subject, staffId, now, issuedAt });
      else if (decision.areClaimsNewer) await this.people.noteClaims({ providerId, subject, issuedAt });
      if (decision.kind !== 'create' && decision.role !== null) await this.people.setRole(staffId, decision.role, now);
      return { decision, staffId };
    });
    if (decision.kind === 'refuse' || staffId === null) return { refused: decision.kind === 'refuse' ? decision.why : 'person-unknown' };
    if (decision.kind === 'create') await this.record(clinicId, staffId, decision.role, 'staff.add-by-identity-provider');
    if (decision.kind === 'link') await this.record(clinicId, staffId, identity.role, 'staff.link-identity');
    if (decision.kind !== 'create' && decision.role !== null) {
      this.changes.tell();
      await this.record(clinicId, staffId, decision.role, 'staff.role-by-identity-provider');
    }
    return { staffId, identity };
  }

  private async record(clinicId: string, staffId: string, role: string | null, action: string): Promise<void> {
    const entry = { action, patientIds: [], resourceId: staffId, outcome: 'success', status: 200 } as const;
    await this.audit.record(getCurrentRequest(), clinicId, entry, { kind: 'staff', id: staffId, role });
  }
}
