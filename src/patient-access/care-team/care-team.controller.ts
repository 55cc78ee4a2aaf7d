import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Post, Put, respond, shows } from '../../platform/http/index.js';
import { CareTeamChange, CareTeamResponse } from './care-team.dto.js';
import { CareTeamService } from './care-team.service.js';

@ApiTags('Patient access')
@Controller('v1/patients/:patientId/care-team')
export class CareTeamController {
  constructor(private readonly teams: CareTeamService) {}

  /** Read the care team of a patient */
  @Get('', {
    permission: 'care-team.read',
    audit: { action: 'care-team.read', patients: shows.path() },
    versioned: true,
    response: respond.ok(CareTeamResponse),
  })
  getCareTeam(@Param('patientId', Id) patientId: string): Promise<CareTeamResponse> {
    return this.teams.get(patientId);
  }

  /**
   * Name the care team of a patient
   * @remarks Members open the record where the clinic's policy asks a care team, and where the record is restricted. Whoever is taken out of the team of a
   * restricted record cannot open it from then on.
   */
  @Put('', {
    permission: 'care-team.write',
    audit: { action: 'care-team.update', patients: shows.path() },
    versioned: true,
    response: respond.ok(CareTeamResponse),
    problems: ['invalid-transition'],
    examples: { 'Nobody any more': { participants: [] } },
  })
  replaceCareTeam(@Param('patientId', Id) patientId: string, @Body() team: CareTeamChange): Promise<CareTeamResponse> {
    return this.teams.replace(patientId, team);
  }

  /**
   * Take a patient into your care
   * @remarks The caller becomes a member of the care team, and the record is open from then on. Nobody joins the team of a restricted record that is closed to
   * them: a member names them, or they open the record in an emergency.
   */
  @Post('join', {
    permission: 'care-team.join',
    audit: { action: 'care-team.join', patients: shows.path() },
    response: respond.ok(CareTeamResponse),
    problems: ['invalid-transition'],
  })
  joinCareTeam(@Param('patientId', Id) patientId: string): Promise<CareTeamResponse> {
    return this.teams.join(patientId);
  }
}
