import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import { UnreadItemDismissalInput, UnreadItemDismissalResponse, DismissalRevocation } from './dismissal.dto.js';
import { DismissalsService } from './dismissals.service.js';

@ApiTags('Contraindications')
@Controller('v1')
export class DismissalsController {
  constructor(private readonly dismissals: DismissalsService) {}

  /**
   * Dismiss an unread item
   * @remarks A dermatologist's decision, with a reason, that one item of `unread` does not matter for the treatment of the check. Later checks list the item
   * under `dismissed`. The dismissal becomes void when the item changes. Prefer to record the item with a code, because rules then read it.
   */
  @Post('contraindication-checks/:checkId/dismissals', {
    permission: 'check.override',
    audit: { action: 'check.dismiss', patients: shows.result('patientId') },
    rescreens: shows.result('patientId'),
    response: respond.created(UnreadItemDismissalResponse, ({ patientId }) => `/v1/patients/${patientId}/dismissals`),
    problems: ['conflict'],
    examples: {
      'A herbal tea': { itemId: '3f2a9c1b7d4e8f60', reason: 'A herbal tea, once a week; its ingredients were looked up and concern nothing.' },
    },
  })
  dismissUnreadItem(@Param('checkId', Id) checkId: string, @Body() input: UnreadItemDismissalInput): Promise<UnreadItemDismissalResponse> {
    return this.dismissals.dismiss(checkId, input);
  }

  /**
   * List the dismissals of a patient
   * @remarks The newest dismissal is first; revoked dismissals are included.
   */
  @Get('patients/:patientId/dismissals', {
    permission: 'check.read',
    audit: { action: 'dismissal.list', patients: shows.path('patientId') },
    response: respond.page(UnreadItemDismissalResponse),
  })
  listDismissals(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<UnreadItemDismissalResponse>> {
    return this.dismissals.list(patientId, query);
  }

  /** Revoke the dismissal of an unread item */
  @Post('contraindication-dismissals/:dismissalId/revoke', {
    permission: 'check.override',
    audit: { action: 'dismissal.revoke', patients: shows.result('patientId') },
    rescreens: shows.result('patientId'),
    response: respond.ok(UnreadItemDismissalResponse, 'The decision, taken back.'),
    problems: ['conflict'],
    examples: {
      'The pack was brought': { reason: 'The patient brought the pack: it contains ginkgo.' },
    },
  })
  revokeDismissal(@Param('dismissalId', Id) dismissalId: string, @Body() { reason }: DismissalRevocation): Promise<UnreadItemDismissalResponse> {
    return this.dismissals.revoke(dismissalId, reason);
  }
}
