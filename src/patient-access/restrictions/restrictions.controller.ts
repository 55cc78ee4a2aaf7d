import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, PageQuery, Put, respond, shows, type Page } from '../../platform/http/index.js';
import { AccessRestrictionChange, AccessRestrictionPeriod, AccessRestrictionResponse } from './restriction.dto.js';
import { RestrictionsService } from './restrictions.service.js';

@ApiTags('Patient access')
@Controller('v1/patients/:patientId')
export class RestrictionsController {
  constructor(private readonly restrictions: RestrictionsService) {}

  /** Find out whether a record is restricted */
  @Get('access-restriction', {
    permission: 'restriction.read',
    audit: { action: 'restriction.read', patients: shows.path() },
    versioned: true,
    response: respond.ok(AccessRestrictionResponse),
  })
  getAccessRestriction(@Param('patientId', Id) patientId: string): Promise<AccessRestrictionResponse> {
    return this.restrictions.get(patientId);
  }

  /**
   * Restrict a record to the care team, or open it again
   * @remarks From then on nobody else of the clinic finds the patient: not in searches, lists, totals or figures. Whoever restricts the record is in the care team
   * from then on. A recall of a product still reaches the patient.
   */
  @Put('access-restriction', {
    permission: 'restriction.write',
    audit: { action: 'restriction.update', patients: shows.path() },
    versioned: true,
    changesAccess: true,
    response: respond.ok(AccessRestrictionResponse),
    problems: ['invalid-transition'],
    examples: { Confidential: { kind: 'confidential', staffId: null, reason: 'The patient is known in town and asked for it' } },
  })
  replaceAccessRestriction(@Param('patientId', Id) patientId: string, @Body() restriction: AccessRestrictionChange): Promise<AccessRestrictionResponse> {
    return this.restrictions.replace(patientId, restriction);
  }

  /**
   * List the restrictions of a record
   * @remarks The newest comes first; those that ended are included.
   */
  @Get('access-restrictions', {
    permission: 'restriction.read',
    audit: { action: 'restriction.list', patients: shows.path() },
    response: respond.page(AccessRestrictionPeriod),
  })
  listAccessRestrictions(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<AccessRestrictionPeriod>> {
    return this.restrictions.list(patientId, query);
  }
}
