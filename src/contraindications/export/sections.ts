import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import type { ContraindicationCheckResponse } from '../checks/check.dto.js';
import type { CheckFacts } from '../checks/checks.repository.js';
import { ChecksService } from '../checks/checks.service.js';
import { DismissalsService } from '../checks/dismissals.service.js';

/** A check with the facts that it was made from. */
export type ExportedCheck = ContraindicationCheckResponse & Omit<CheckFacts, 'id'>;

/** Exports the checks of a patient, with the dismissals of unread items. */
@Injectable()
export class CheckSections implements ExportSections {
  constructor(
    private readonly checks: ChecksService,
    private readonly dismissals: DismissalsService,
  ) {}

  readonly ofPatient = {
    contraindicationChecks: (patientId: string): Promise<ExportedCheck[]> => this.listChecks(patientId),
    dismissals: (patientId: string) => readEveryPage((query) => this.dismissals.list(patientId, query)),
  };

  private async listChecks(patientId: string): Promise<ExportedCheck[]> {
    const listed = await readEveryPage((query) => this.checks.list(patientId, query));
    const facts = new Map((await this.checks.listFacts(listed.map(({ id }) => id))).map(({ id, ...rest }) => [id, rest]));
    return listed.map((check) => ({ ...check, ...facts.get(check.id)! }));
  }
}
