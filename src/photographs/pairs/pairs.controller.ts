import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FileAnswer, Get, Id, respond, shows, type Page } from '../../platform/http/index.js';
import { PhotographPair, PhotographPairQuery, SideBySideQuery } from './pair.dto.js';
import { PhotographPairsService } from './pairs.service.js';

@ApiTags('Photographs')
@Controller('v1/patients/:patientId')
export class PhotographPairsController {
  constructor(private readonly pairs: PhotographPairsService) {}

  /**
   * List pairs of photographs of one region and angle
   * @remarks Each later photograph beside the first one of its region and angle, with the days between them: by region and angle, the newest pair first.
   * Photographs entered in error are left out. For another pair, name any two photographs at `photograph-pairs/picture`.
   */
  @Get('photograph-pairs', {
    permission: 'photo.read',
    audit: { action: 'photo.list-pairs', patients: shows.path() },
    response: respond.page(PhotographPair),
  })
  listPhotographPairs(@Param('patientId', Id) patientId: string, @Query() query: PhotographPairQuery): Promise<Page<PhotographPair>> {
    return this.pairs.list(patientId, query);
  }

  /**
   * Read two photographs as one picture
   * @remarks A JPEG with the one on the left and the other on the right, of one height of at most 1,200 pixels. Both are of one region and angle, and neither was
   * entered in error.
   */
  @Get('photograph-pairs/picture', {
    permission: 'photo.read',
    audit: { action: 'photo.read-pair', patients: shows.path() },
    response: respond.document('image/jpeg', 'Both photographs, with an ETag of their content.'),
  })
  getPhotographPairPicture(@Param('patientId', Id) patientId: string, @Query() query: SideBySideQuery): Promise<FileAnswer> {
    return this.pairs.showSideBySide(patientId, query);
  }
}
