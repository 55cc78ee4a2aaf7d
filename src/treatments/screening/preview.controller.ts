import { Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type FileAnswer, Post, respond } from '../../platform/http/index.js';
import { PreviewLine } from './preview.dto.js';
import { PreviewService } from './preview.service.js';

@ApiTags('Contraindications')
@Controller('v1/contraindication-rulesets')
export class PreviewController {
  constructor(private readonly previews: PreviewService) {}

  /**
   * Preview whose outcome a ruleset would change
   * @remarks Asks the ruleset and the published one about every open plan of the treatment (proposed, accepted, active, on hold), with what is known of
   * the patient now, for the day of the next session. One JSON object a line (`PreviewLine`): each plan whose outcome would be another one, progress
   * at the start and after every 1,000 plans, and a summary at the end. Nothing is stored; whoever stops reading stops the work.
   */
  @Post(':rulesetId/preview', {
    permission: 'ruleset.publish',
    audit: { action: 'ruleset.preview', patients: shows.nobody() },
    storesNothing: true,
    response: respond.lines(PreviewLine, 'One such object a line: changes, progress, and a summary at the end.'),
  })
  previewRuleset(@Param('rulesetId', Id) rulesetId: string): Promise<FileAnswer> {
    return this.previews.of(rulesetId);
  }
}
