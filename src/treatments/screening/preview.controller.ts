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
   * @remarks Compares the ruleset with the published one for every open plan of the treatment (proposed, accepted, active, on hold). The
   * comparison uses the patient's present facts, for the day of the next session.
   *
   * The answer has one JSON object a line (`PreviewLine`): each plan whose outcome would change, progress at the start and after every 1,000
   * plans, and a summary at the end. Nothing is stored. When the client closes the connection, the work stops.
   */
  @Post(':rulesetId/preview', {
    permission: 'ruleset.publish',
    audit: { action: 'ruleset.preview', patients: shows.nobody() },
    storesNothing: true,
    response: respond.lines(PreviewLine, 'One such object a line: changes, progress, and a summary at the end.'),
  })
  previewRuleset(@Param('rulesetId', Id) rulesetId: string): Promise<FileAnswer> {
    return this.previews.stream(rulesetId);
  }
}
