import { Email, ListOf, MayBeNull, OneOf, ReadOnlyFrom, Whole } from '../../platform/http/index.js';
import { LONGEST_EMERGENCY_HOURS, treatingRoles, type TreatingRole } from './access-policy.js';

/** Who of the clinic opens which records. */
@ReadOnlyFrom(() => AccessPolicyResponse)
export class AccessPolicyChange {
  /**
   * The roles whose people open a record only as members of the patient's care team. Empty where every record that is not restricted is open to them. Everybody
   * who may look for patients still finds them.
   */
  @ListOf(OneOf(treatingRoles), { max: treatingRoles.length, unique: true }) careTeamOf: TreatingRole[];

  /**
   * How many hours a record stays open to a person who opened it in an emergency. A change applies to later emergency accesses.
   * @example 4
   */
  @Whole({ min: 1, max: LONGEST_EMERGENCY_HOURS }) emergencyHours: number;

  /**
   * The e-mail address that is told of each emergency access, beside the admins of the clinic; null where there is none.
   * @example privacy@clinic.example
   */
  @MayBeNull() @Email() privacyContact: string | null;
}

/** Who of the clinic opens which records. */
export class AccessPolicyResponse extends AccessPolicyChange {
  /** The version, as in the ETag; 0 where the clinic has set no policy, and the shipped one applies. */
  @Whole() version: number;
}
