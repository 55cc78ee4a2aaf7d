import { declareEnumeration } from '../../kernel/enumeration.js';
import { OneOf } from '../http/fields/index.js';

const healthStatuses = declareEnumeration('HealthStatus', ['ok']);

/** The state of the server. */
export class Health {
  /**
   * `ok`. Any other state is answered as a problem with status 503.
   * @example ok
   */
  @OneOf(healthStatuses) status: 'ok';
}
