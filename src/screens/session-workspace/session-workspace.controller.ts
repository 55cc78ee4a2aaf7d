import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, respond } from '../../platform/http/index.js';
import { ChecklistQuery } from '../../treatments/index.js';
import { SessionWorkspaceResponse } from './session-workspace.dto.js';
import { SessionWorkspaceService } from './session-workspace.service.js';

const listPatientIds = (answer: unknown): (string | undefined)[] => [(answer as Partial<SessionWorkspaceResponse> | undefined)?.session?.patientId];

@ApiTags('Screens')
@Controller('v1/treatment-sessions/:sessionId')
export class SessionWorkspaceController {
  constructor(private readonly workspaces: SessionWorkspaceService) {}

  /**
   * Read what the people at a session need
   * @remarks The session, its plan with the check that counts, the patient, the checklist, the usable lots by first expiry, and the last record of the plan as a
   * template for the next one, in one call and of one moment. The query is that of the checklist: who gives the session, and with what. The ETag is that of the
   * whole.
   */
  @Get('workspace', {
    permission: 'chart.read',
    audit: { action: 'session.workspace', patients: listPatientIds },
    taggedByContent: true,
    response: respond.ok(SessionWorkspaceResponse, 'The workspace.'),
  })
  getSessionWorkspace(@Param('sessionId', Id) sessionId: string, @Query() query: ChecklistQuery): Promise<SessionWorkspaceResponse> {
    return this.workspaces.get(sessionId, query);
  }
}
