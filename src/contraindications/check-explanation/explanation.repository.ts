import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import type { Facts } from '../engine/index.js';

const findFacts = declareStatement('explanation.find-facts', {
  parameters: { checkId: 'uuid' },
  row: declareColumns<{ facts: Facts }>({ facts: 'jsonb' }),
  sql: `SELECT c.facts FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = :checkId`,
});

/** Reads the stored data that the explanation of a check needs beside the check. */
@Injectable()
export class ExplanationRepository {
  constructor(private readonly database: Database) {}

  /** Reads the facts that a check was made from; null where the clinic has no such check. */
  async findFacts(checkId: string): Promise<Facts | null> {
    return (await this.database.findRow(findFacts, { checkId }))?.facts ?? null;
  }
}
