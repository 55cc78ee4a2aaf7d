import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Audited, Creates, Example, Fails, Id, PageQuery, Rescreens, shows, type Page } from '../../platform/http/index.js';
import { DismissalInput, DismissalResponse, DismissalRevocation } from './dismissal.dto.js';
import { DismissalsService } from './dismissals.service.js';

@ApiTags('Contraindications')
@Controller('v1')
export class DismissalsController {
  constructor(private readonly dismissals: DismissalsService) {}

  /**
   * Say that an unread item does not matter
   * @remarks A dermatologist's decision about one item of `unread`, for the treatment of the check, with a reason. It counts from the next check on, is
   * shown there as `dismissed`, and is void when the item changes. Recording the item with a code is the better way: rules then read it.
   */
  @Post('contraindication-checks/:checkId/dismissals')
  @Access('check.override')
  @Audited('check.dismiss', shows.result('patientId'))
  @Rescreens(shows.result('patientId'))
  @Example('A herbal tea', { itemId: '3f2a9c1b7d4e8f60', reason: 'A herbal tea, once a week; its ingredients were looked up and concern nothing.' })
  @Creates(DismissalResponse, ({ patientId }) => `/v1/patients/${patientId}/dismissals`)
  @Fails('conflict')
  dismissUnreadItem(@Param('checkId', Id) checkId: string, @Body() input: DismissalInput): Promise<DismissalResponse> {
    return this.dismissals.dismiss(checkId, input);
  }

  /**
   * List what was said not to matter of a patient
   * @remarks Newest first, with what was taken back.
   */
  @Get('patients/:patientId/dismissals')
  @Access('check.read')
  @Audited('dismissal.list', shows.path('patientId'))
  @AnswersPage(DismissalResponse)
  listDismissals(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<DismissalResponse>> {
    return this.dismissals.list(patientId, query);
  }

  /** Take back that an unread item does not matter */
  @Post('contraindication-dismissals/:dismissalId/revoke')
  @Access('check.override')
  @Audited('dismissal.revoke', shows.result('patientId'))
  @Rescreens(shows.result('patientId'))
  @Example('The pack was brought', { reason: 'The patient brought the pack: it contains ginkgo.' })
  @Answers(DismissalResponse, 'The decision, taken back.')
  @Fails('conflict')
  revokeDismissal(@Param('dismissalId', Id) dismissalId: string, @Body() { reason }: DismissalRevocation): Promise<DismissalResponse> {
    return this.dismissals.revoke(dismissalId, reason);
  }
}
