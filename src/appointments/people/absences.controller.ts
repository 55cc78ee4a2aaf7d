import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Post, respond, type Page } from '../../platform/http/index.js';
import { AbsenceInput, AbsenceQuery, AbsenceResponse } from './absence.dto.js';
import { AbsencesService } from './absences.service.js';

@ApiTags('Scheduling')
@Controller('v1')
export class AbsencesController {
  constructor(private readonly absences: AbsencesService) {}

  /** List when a person is away */
  @Get('staff/:staffId/absences', {
    permission: 'calendar.read',
    audit: 'none',
    response: respond.page(AbsenceResponse),
  })
  listAbsences(@Param('staffId', Id) staffId: string, @Query() query: AbsenceQuery): Promise<Page<AbsenceResponse>> {
    return this.absences.list(staffId, query);
  }

  /**
   * Record that a person is away
   * @remarks The answer names the appointments that it touches. They stay as they are, with the warning `staff-absent`, until somebody moves them.
   */
  @Post('staff/:staffId/absences', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.created(AbsenceResponse, (absence) => `/v1/absences/${absence.id}`),
    examples: {
      'A congress of three days': { from: '2026-12-02T00:00:00+05:30', to: '2026-12-05T00:00:00+05:30', kind: 'training', note: 'Congress' },
    },
  })
  createAbsence(@Param('staffId', Id) staffId: string, @Body() absence: AbsenceInput): Promise<AbsenceResponse> {
    return this.absences.create(staffId, absence);
  }

  /** Read an absence */
  @Get('absences/:absenceId', {
    permission: 'calendar.read',
    audit: 'none',
    versioned: true,
    live: true,
    response: respond.ok(AbsenceResponse),
  })
  getAbsence(@Param('absenceId', Id) absenceId: string): Promise<AbsenceResponse> {
    return this.absences.get(absenceId);
  }

  /** Cancel an absence */
  @Post('absences/:absenceId/cancel', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(AbsenceResponse),
    problems: ['invalid-transition'],
  })
  cancelAbsence(@Param('absenceId', Id) absenceId: string): Promise<AbsenceResponse> {
    return this.absences.cancel(absenceId);
  }
}
