import { ListOf, OneOf, ReadOnlyFrom, Whole } from '../../platform/http/index.js';
import { roles, type Role } from '../../platform/access/policy.js';

/** Of whom the clinic requires a second factor. */
@ReadOnlyFrom(() => SecondFactorPolicyResponse)
export class SecondFactorPolicyChange {
  /**
   * The roles whose people log in with two factors only: who has none sets one up at the next login, before any token is given. Tokens and sessions of these roles
   * whose login had one factor are refused from then on.
   */
  @ListOf(OneOf(roles), { max: roles.length, unique: true }) requiredFor: Role[];
}

/** Of whom the clinic requires a second factor. */
export class SecondFactorPolicyResponse extends SecondFactorPolicyChange {
  /** The version, as in the ETag; 0 until the clinic has said anything, when each person decides for themselves. */
  @Whole() version: number;
}
