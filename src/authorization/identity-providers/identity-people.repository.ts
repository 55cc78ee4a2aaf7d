import { Injectable } from '@nestjs/common';
import { createId } from '../../kernel/id.js';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import type { Known } from './domain/person.js';

interface FoundPerson {
  staffId: string;
  role: string;
  isActive: boolean;
}

const linked = declareStatement('identity-people.linked', {
  parameters: { providerId: 'uuid', subject: 'text' },
  row: declareColumns<FoundPerson & { claimsIssuedAt: Date }>({ staffId: 'uuid', role: 'text', isActive: 'boolean', claimsIssuedAt: 'timestamptz' }),
  sql: `SELECT s.id AS "staffId", s.role, s.status = 'active' AS "isActive", p.claims_issued_at AS "claimsIssuedAt"
     FROM identity_provider_people p JOIN staff s ON s.clinic_id = p.clinic_id AND s.id = p.staff_id
    WHERE p.clinic_id = current_clinic() AND p.identity_provider_id = :providerId AND p.subject = :subject`,
});
const byEmail = declareStatement('identity-people.by-email', {
  parameters: { providerId: 'uuid', email: 'text' },
  row: declareColumns<FoundPerson & { isLinked: boolean }>({ staffId: 'uuid', role: 'text', isActive: 'boolean', isLinked: 'boolean' }),
  sql: `SELECT s.id AS "staffId", s.role, s.status = 'active' AS "isActive", EXISTS (SELECT FROM identity_provider_people p
      WHERE p.clinic_id = s.clinic_id AND p.identity_provider_id = :providerId AND p.staff_id = s.id) AS "isLinked"
     FROM staff s WHERE s.clinic_id = current_clinic() AND s.email = :email`,
});
const link = declareStatement('identity-people.link', {
  parameters: { providerId: 'uuid', subject: 'text', staffId: 'uuid', now: 'timestamptz', issuedAt: 'timestamptz' },
  sql: `INSERT INTO identity_provider_people (identity_provider_id, subject, staff_id, created_at, claims_issued_at)
    VALUES (:providerId, :subject, :staffId, :now, :issuedAt)`,
});
const noteClaims = declareStatement('identity-people.note-claims', {
  parameters: { providerId: 'uuid', subject: 'text', issuedAt: 'timestamptz' },
  sql: `UPDATE identity_provider_people SET claims_issued_at = :issuedAt::timestamptz
    WHERE clinic_id = current_clinic() AND identity_provider_id = :providerId AND subject = :subject AND claims_issued_at < :issuedAt::timestamptz`,
});
const setRole = declareStatement('identity-people.set-role', {
  parameters: { staffId: 'uuid', role: 'text', now: 'timestamptz' },
  sql: `UPDATE staff SET role = :role, version = version + 1, updated_at = :now WHERE clinic_id = current_clinic() AND id = :staffId`,
});
const addPerson = declareStatement('identity-people.add', {
  parameters: { staffId: 'uuid', role: 'text', name: 'text', email: 'text', now: 'timestamptz' },
  sql: `INSERT INTO staff (id, role, name, email, created_at, updated_at) VALUES (:staffId, :role, :name, :email, :now::timestamptz, :now)`,
});

/** The people of a clinic as its identity providers know them. Everything runs in a transaction of the clinic. */
@Injectable()
export class IdentityPeopleRepository {
  constructor(private readonly database: Database) {}

  async findKnown(providerId: string, subject: string, email: string | null): Promise<Known> {
    const known = await this.findLinked(providerId, subject);
    if (known) return { linked: known, byEmail: null };
    const owner = email === null ? null : await this.database.findRow(byEmail, { providerId, email });
    // The first requests of a page come together: between the two questions another one may have linked the subject.
    const linkedSince = owner?.isLinked ? await this.findLinked(providerId, subject) : null;
    return linkedSince ? { linked: linkedSince, byEmail: null } : { linked: null, byEmail: owner };
  }

  private async findLinked(providerId: string, subject: string): Promise<Known['linked']> {
    const person = await this.database.findRow(linked, { providerId, subject });
    return person && { ...person, claimsIssuedAt: person.claimsIssuedAt.getTime() / 1000 };
  }

  async insertLink(of: { providerId: string; subject: string; staffId: string; now: Date; issuedAt: Date }): Promise<void> {
    await this.database.execute(link, of);
  }

  async noteClaims(of: { providerId: string; subject: string; issuedAt: Date }): Promise<void> {
    await this.database.execute(noteClaims, of);
  }

  async setRole(staffId: string, role: string, now: Date): Promise<void> {
    await this.database.execute(setRole, { staffId, role, now });
  }

  async add(person: { role: string; name: string; email: string; now: Date }): Promise<string> {
    const staffId = createId();
    await this.database.execute(addPerson, { staffId, ...person });
    return staffId;
  }
}
