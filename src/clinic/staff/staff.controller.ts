import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { StaffChange, StaffInput, StaffQuery, StaffResponse } from './staff.dto.js';
import { StaffService } from './staff.service.js';

@ApiTags('Clinic')
@Controller('v1/staff')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  /** List the people of the clinic */
  @Get('', {
    permission: 'staff.read',
    audit: 'none',
    response: respond.page(StaffResponse),
  })
  listStaff(@Query() query: StaffQuery): Promise<Page<StaffResponse>> {
    return this.staff.list(query);
  }

  /** Add a person to the clinic */
  @Post('', {
    permission: 'staff.write',
    audit: 'none',
    versioned: true,
    response: respond.created(StaffResponse, (person) => `/v1/staff/${person.id}`),
    problems: ['conflict'],
    examples: {
      'A technician': { role: 'technician', name: 'Ravi Example', email: 'ravi@demo.hairline.test' },
    },
  })
  createStaff(@Body() person: StaffInput): Promise<StaffResponse> {
    return this.staff.create(person);
  }

  /** Read a person of the clinic */
  @Get(':staffId', {
    permission: 'staff.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(StaffResponse),
  })
  getStaff(@Param('staffId', Id) staffId: string): Promise<StaffResponse> {
    return this.staff.get(staffId);
  }

  /** Change a person of the clinic */
  @Patch(':staffId', {
    permission: 'staff.write',
    audit: 'none',
    versioned: true,
    changesAccess: true,
    mergePatchOf: StaffChange,
    response: respond.ok(StaffResponse),
    problems: ['conflict'],
    examples: {
      Deactivate: { status: 'inactive' },
    },
  })
  updateStaff(@Param('staffId', Id) staffId: string, @Body() patch: MergePatchBody): Promise<StaffResponse> {
    return this.staff.change(staffId, patch);
  }
}
