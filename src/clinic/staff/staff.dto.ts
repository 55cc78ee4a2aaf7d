import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsEmail, IsIn, IsOptional } from 'class-validator';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { roles, type Role } from '../../platform/access/policy.js';
import { IsText, PageQuery } from '../../platform/http/index.js';

export const staffStatuses = ['active', 'inactive'] as const;

/** A person who works for the clinic. */
export class StaffInput {
  /** What the person may do. */
  @ApiProperty({ enum: roles })
  @IsIn(roles)
  role: Role;

  /**
   * The person's name, as patients see it.
   * @example Dr Meera Example
   */
  @IsText({ max: 200 })
  name: string;

  /**
   * The address by which the person is known; unique in the clinic, kept in lower case.
   * @example meera@demo.hairline.test
   */
  @IsEmail()
  email: string;

  /**
   * The number under which a medical council has registered the person.
   * @example DEMO-12345
   */
  @IsOptional()
  @IsText({ max: 60 })
  registrationNumber?: string | null;

  /** The weekdays on which the person works: sessions are planned on days on which somebody works who may give them. Null, or left out, where that is not known. */
  @ApiProperty({ enum: weekdays, isArray: true, nullable: true, required: false })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(weekdays, { each: true })
  workingDays?: Weekday[] | null;
}

/** What can be changed of a person. */
export class StaffChange extends StaffInput {
  /** An inactive person's tokens are refused within five seconds. */
  @ApiProperty({ enum: staffStatuses })
  @IsIn(staffStatuses)
  status: 'active' | 'inactive';
}

/** A person who works for the clinic. */
export class StaffResponse extends StaffChange {
  /** The person's id. */
  id: string;

  /** When the person was added, in UTC. */
  createdAt: string;

  /** When the person was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}

/** Which people to show. */
export class StaffQuery extends PageQuery {
  /** Only people of this role. */
  @ApiProperty({ enum: roles, required: false })
  @IsOptional()
  @IsIn(roles)
  role?: Role;
}
