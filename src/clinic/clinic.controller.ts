import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, Example, MergePatchOf, Unaudited, Versioned, type MergePatchBody } from '../platform/http/index.js';
import { ClinicChange, ClinicResponse } from './clinic.dto.js';
import { ClinicService } from './clinic.service.js';

@ApiTags('Clinic')
@Controller('v1/clinic')
export class ClinicController {
  constructor(private readonly clinic: ClinicService) {}

  /** Read the clinic that you act for */
  @Get()
  @Access('clinic.read')
  @Unaudited()
  @Versioned()
  @Answers(ClinicResponse)
  getClinic(): Promise<ClinicResponse> {
    return this.clinic.read();
  }

  /** Change the clinic */
  @Patch()
  @Access('clinic.write')
  @Unaudited()
  @Versioned()
  @MergePatchOf(ClinicChange)
  @Example('Close on Sundays', { openingHours: { saturday: [{ opens: '10:00', closes: '14:00' }], sunday: null } })
  @Answers(ClinicResponse)
  updateClinic(@Body() patch: MergePatchBody): Promise<ClinicResponse> {
    return this.clinic.change(patch);
  }
}
