import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  ChangesAccess,
  Creates,
  Example,
  Fails,
  Id,
  MergePatchOf,
  Unaudited,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { StaffChange, StaffInput, StaffQuery, StaffResponse } from './staff.dto.js';
import { StaffService } from './staff.service.js';

@ApiTags('Clinic')
@Controller('v1/staff')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  /** List the people of the clinic */
  @Get()
  @Access('staff.read')
  @Unaudited()
  @AnswersPage(StaffResponse)
  listStaff(@Query() query: StaffQuery): Promise<Page<StaffResponse>> {
    return this.staff.list(query);
  }

  /** Add a person to the clinic */
  @Post()
  @Access('staff.write')
  @Unaudited()
  @Versioned()
  @Example('A technician', { role: 'technician', name: 'Ravi Example', email: 'ravi@demo.hairline.test' })
  @Creates(StaffResponse, (person) => `/v1/staff/${person.id}`)
  @Fails('conflict')
  createStaff(@Body() person: StaffInput): Promise<StaffResponse> {
    return this.staff.create(person);
  }

  /** Read a person of the clinic */
  @Get(':staffId')
  @Access('staff.read')
  @Unaudited()
  @Versioned()
  @Answers(StaffResponse)
  getStaff(@Param('staffId', Id) staffId: string): Promise<StaffResponse> {
    return this.staff.get(staffId);
  }

  /** Change a person of the clinic */
  @Patch(':staffId')
  @Access('staff.write')
  @Unaudited()
  @ChangesAccess()
  @Versioned()
  @MergePatchOf(StaffChange)
  @Example('Deactivate', { status: 'inactive' })
  @Answers(StaffResponse)
  @Fails('conflict')
  updateStaff(@Param('staffId', Id) staffId: string, @Body() patch: MergePatchBody): Promise<StaffResponse> {
    return this.staff.change(staffId, patch);
  }
}
