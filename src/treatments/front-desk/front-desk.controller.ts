import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Pages, respond, type Page } from '../../platform/http/index.js';
import { NumberedPlanQuery, NumberedPlanResponse, ScheduledSessionResponse, ScheduleQuery, type PatientAtDesk } from './schedule.dto.js';
import { ScheduleRepository, type NumberedPlanRow, type SchedulePosition, type ScheduledSessionRow } from './schedule.repository.js';

type DeskRow = Pick<ScheduledSessionRow, 'patientId' | 'name' | 'medicalRecordNumber' | 'phones'>;

const withPatient = <Row extends DeskRow>({
  patientId,
  name,
  medicalRecordNumber,
  phones,
  ...row
}: Row): Omit<Row, keyof DeskRow> & { patient: PatientAtDesk } => ({
  ...row,
  patient: { id: patientId, name, medicalRecordNumber, phones },
});

/** The patients of a page whose items name them as the desk does. */
const listPatientIds = (answer: unknown): string[] => [
  ...new Set(((answer as { items?: { patient: PatientAtDesk }[] } | undefined)?.items ?? []).map(({ patient }) => patient.id)),
];

@ApiTags('Front desk')
@Controller('v1/front-desk')
export class FrontDeskController {
  constructor(
    private readonly schedule: ScheduleRepository,
    private readonly pages: Pages,
  ) {}

  /**
   * List the sessions that are due
   * @remarks By planned day, for reception: who comes, how to reach them, for which plan. No clinical content. A no-show is recorded with the session’s own
   * operation.
   */
  @Get('sessions', {
    permission: 'schedule.read',
    audit: { action: 'schedule.list', patients: listPatientIds },
    response: respond.page(ScheduledSessionResponse),
  })
  listScheduledSessions(@Query() query: ScheduleQuery): Promise<Page<ScheduledSessionResponse>> {
    const by = { from: query.from, to: query.to, patientId: query.patientId ?? null, status: query.status ?? null };
    return this.pages.read(query, {
      rows: (after: SchedulePosition | null, limit) => this.schedule.listSessions(by, after, limit),
      position: ({ scheduledOn, id }) => ({ scheduledOn, id }),
      item: (row: ScheduledSessionRow) => withPatient(row),
      total: () => this.schedule.countSessions(by),
    });
  }

  /**
   * List plans by their numbers
   * @remarks For reception, which makes estimates for them. No clinical content.
   */
  @Get('plans', {
    permission: 'schedule.read',
    audit: { action: 'schedule.list-plans', patients: listPatientIds },
    response: respond.page(NumberedPlanResponse),
  })
  listNumberedPlans(@Query() query: NumberedPlanQuery): Promise<Page<NumberedPlanResponse>> {
    const by = { patientId: query.patientId ?? null, planNumber: query.planNumber ?? null };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.schedule.listPlans(by, after, limit),
      position: ({ id }) => id,
      item: (row: NumberedPlanRow) => withPatient(row),
      total: () => this.schedule.countPlans(by),
    });
  }
}
