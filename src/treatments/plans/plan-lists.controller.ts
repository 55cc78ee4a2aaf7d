import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery, Pages, type Page, Get, respond } from '../../platform/http/index.js';
import { readPageOfFixedList } from '../fixed-list.js';
import { indications } from './domain/indications.js';
import { scalpMap, USUAL_AREAS_SOURCE } from './domain/zones.js';
import { IndicationQuery, IndicationResponse, ScalpZoneResponse } from './plan.dto.js';

const zones: ScalpZoneResponse[] = scalpMap.map(({ code, name, usualAreaCm2 }) => ({
  code,
  name,
  usualLowCm2: usualAreaCm2.low,
  usualHighCm2: usualAreaCm2.high,
  source: USUAL_AREAS_SOURCE,
}));

@ApiTags('Treatment plans')
@Controller('v1')
export class PlanListsController {
  constructor(private readonly pages: Pages) {}

  /** List the zones of the scalp map */
  @Get('scalp-zones', {
    permission: 'plan.read',
    audit: 'none',
    response: respond.page(ScalpZoneResponse),
  })
  listScalpZones(@Query() query: PageQuery): Promise<Page<ScalpZoneResponse>> {
    return readPageOfFixedList(this.pages, query, zones);
  }

  /** List the indications of the treatments */
  @Get('treatment-indications', {
    permission: 'plan.read',
    audit: 'none',
    response: respond.page(IndicationResponse),
  })
  listIndications(@Query() query: IndicationQuery): Promise<Page<IndicationResponse>> {
    return readPageOfFixedList(
      this.pages,
      query,
      indications.filter((indication) => query.treatment === undefined || query.treatment.includes(indication.treatment)),
    );
  }
}
