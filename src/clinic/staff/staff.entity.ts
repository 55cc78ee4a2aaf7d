import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Weekday } from '../../kernel/day.js';
import type { Role } from '../../platform/access/policy.js';

@Entity('staff')
export class Staff {
  @PrimaryColumn('uuid', { name: 'clinic_id' })
  clinicId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  role: Role;

  @Column('text')
  name: string;

  @Column('text')
  email: string;

  @Column('text', { name: 'registration_number', nullable: true })
  registrationNumber: string | null;

  @Column('text', { name: 'working_days', array: true, nullable: true })
  workingDays: Weekday[] | null;

  @Column('text')
  status: 'active' | 'inactive';

  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
