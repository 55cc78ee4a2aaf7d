import { ListOf, OneOf, ReadOnlyFrom, Whole } from '../../platform/http/index.js';
import { roles, type Role } from '../../platform/access/policy.js';

/** The roles of which the clinic requires a second factor. */
@ReadOnlyFrom(() => SecondFactorPolicyResponse)
export class SecondFactorPolicyChange {
  /** The roles whose people log in with two factors only. A person without a second factor sets one up at the next login, before any token is given. */
  @ListOf(OneOf(roles), { max: roles.length, unique: true }) requiredFor: Role[];
}

/** The roles of which the clinic requires a second factor. */
export class SecondFactorPolicyResponse extends SecondFactorPolicyChange {
  /** The version, as in the ETag; 0 where the clinic has set no policy, and each person decides. */
  @Whole() version: number;
}
