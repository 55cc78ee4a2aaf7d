import { Injectable } from '@nestjs/common';
import { createConflictFailure } from '../../kernel/failure.js';
import { StaffService } from '../../clinic/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AccountMails } from '../accounts/mails.js';
import type { InvitationInput, InvitationResponse } from './invitation.dto.js';

@Injectable()
export class InvitationsService {
  constructor(
    private readonly staff: StaffService,
    private readonly accounts: AccountsService,
    private readonly mails: AccountMails,
  ) {}

  /** Sends a person of the clinic a link to choose a password. Earlier links are no longer valid. */
  async invite(staffId: string, { language }: InvitationInput): Promise<InvitationResponse> {
    const { status } = await this.staff.get(staffId);
    const person = await this.accounts.findById(staffId);
    if (status !== 'active' || person?.clinicId !== getCurrentPrincipal().clinic.id)
      throw createConflictFailure('The person is inactive: make them active first.');
    if (!this.mails.canSend) throw createConflictFailure('This server has no mail server (SMTP_URL): an operator invites with "hairline staff invite".');
    const expiresAt = await this.mails.send(person, 'invitation', language);
    return { staffId, email: person.email, expiresAt: expiresAt.toISOString() };
  }
}
