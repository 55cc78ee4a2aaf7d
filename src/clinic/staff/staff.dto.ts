import { declareEnumeration } from '../../kernel/enumeration.js';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { roles, type Role } from '../../platform/access/policy.js';
import { Email, Identifier, Instant, ListOf, OneOf, Optional, PageQuery, Text, Whole, SomeOf } from '../../platform/http/index.js';

const staffStatuses = declareEnumeration('StaffStatus', ['active', 'inactive']);

/** A person who works for the clinic. */
export class StaffInput {
  /** The role of the person, which decides what the person may do. */
  @OneOf(roles) role: Role;

  /**
   * The name of the person, as patients see it.
   * @example Dr Meera Example
   */
  @Text({ max: 200 }) name: string;

  /**
   * The person's e-mail address, unique in the clinic and stored in lower case.
   * @example meera@demo.hairline.test
   */
  @Email() email: string;

  /**
   * The person's registration number with a medical council; null where there is none.
   * @example DEMO-12345
   */
  @Optional() @Text({ max: 60 }) registrationNumber?: string | null;

  /** The weekdays on which the person works; null where they are not known. Sessions are planned on days on which a person with a suitable role works. */
  @Optional() @ListOf(OneOf(weekdays), { min: 1, max: weekdays.length, unique: true }) workingDays?: Weekday[] | null;
}

/** The members of a person that can be changed. */
export class StaffChange extends StaffInput {
  /** The status of the person. An inactive person's tokens are refused within five seconds. */
  @OneOf(staffStatuses) status: 'active' | 'inactive';
}

/** A person who works for the clinic. */
export class StaffResponse extends StaffChange {
  /** The id of the person. */
  @Identifier() id: string;

  /** When the person was added, in UTC. */
  @Instant() createdAt: string;

  /** When the person was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}

/** Filters for the people of the clinic. */
export class StaffQuery extends PageQuery {
  /** Only people with these roles. */
  @Optional() @SomeOf(roles) role?: Role[];
}
