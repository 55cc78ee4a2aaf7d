import { enumOf } from '../../kernel/enumeration.js';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { roles, type Role } from '../../platform/access/policy.js';
import { Email, Identifier, Instant, ListOf, OneOf, Optional, PageQuery, Text, Whole, SomeOf } from '../../platform/http/index.js';

const staffStatuses = enumOf('StaffStatus', ['active', 'inactive']);

/** A person who works for the clinic. */
export class StaffInput {
  /** What the person may do. */
  @OneOf(roles) role: Role;

  /**
   * The person's name, as patients see it.
   * @example Dr Meera Example
   */
  @Text({ max: 200 }) name: string;

  /**
   * The address by which the person is known; unique in the clinic, kept in lower case.
   * @example meera@demo.hairline.test
   */
  @Email() email: string;

  /**
   * The number under which a medical council has registered the person.
   * @example DEMO-12345
   */
  @Optional() @Text({ max: 60 }) registrationNumber?: string | null;

  /** The weekdays on which the person works: sessions are planned on days on which somebody works who may give them. Null, or left out, where that is not known. */
  @Optional() @ListOf(OneOf(weekdays), { min: 1, max: weekdays.length, unique: true }) workingDays?: Weekday[] | null;
}

/** What can be changed of a person. */
export class StaffChange extends StaffInput {
  /** An inactive person's tokens are refused within five seconds. */
  @OneOf(staffStatuses) status: 'active' | 'inactive';
}

/** A person who works for the clinic. */
export class StaffResponse extends StaffChange {
  /** The person's id. */
  @Identifier() id: string;

  /** When the person was added, in UTC. */
  @Instant() createdAt: string;

  /** When the person was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** Which people to show. */
export class StaffQuery extends PageQuery {
  /** Only people of these roles. */
  @Optional() @SomeOf(roles) role?: Role[];
}
