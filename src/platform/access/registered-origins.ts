import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { declareColumns } from '../database/columns.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import { NO_CLINIC } from '../database/unit-of-work.js';
import { AccessCache } from './access-cache.js';
import { AccessChanges } from './access-changes.js';

const isRegistered = declareStatement('access.origin', {
  parameters: { origin: 'text' },
  row: declareColumns<{ registered: boolean }>({ registered: 'boolean' }),
  sql: 'SELECT is_registered_origin(:origin) AS registered',
});
const MAXIMUM_KNOWN = 1_000;
const LONGEST = 300;

/** Whether a client of any clinic has registered the origin, so that its pages may call the API. Their tokens decide what they may do there. */
@Injectable()
export class RegisteredOrigins {
  private readonly known: AccessCache<boolean>;

  constructor(
    private readonly database: Database,
    changes: AccessChanges,
  ) {
    this.known = new AccessCache(changes, MAXIMUM_KNOWN);
  }

  async has(origin: string): Promise<boolean> {
    if (origin.length > LONGEST) return false;
    const known = this.known.get(origin);
    if (known !== undefined) return known;
    const keep = this.known.startReading();
    const [answer] = await this.database.executeSeparately(NO_CLINIC, [bindStatement(isRegistered, { origin })], 'READ ONLY');
    const { registered } = answer!.rows[0] as { registered: boolean };
    keep(origin, registered);
    return registered;
  }
}
