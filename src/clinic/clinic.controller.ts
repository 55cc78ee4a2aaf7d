import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { shows, type MergePatchBody, Get, respond, Patch } from '../platform/http/index.js';
import { ClinicChange, ClinicResponse } from './clinic.dto.js';
import { ClinicService } from './clinic.service.js';

@ApiTags('Clinic')
@Controller('v1/clinic')
export class ClinicController {
  constructor(private readonly clinic: ClinicService) {}

  /** Read the clinic that you act for */
  @Get('', {
    permission: 'clinic.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(ClinicResponse),
  })
  getClinic(): Promise<ClinicResponse> {
    return this.clinic.read();
  }

  /**
   * Change the clinic
   * @remarks Every document made after the change shows the new telephone number, e-mail, address and emergency number. Send `null` to remove one of them.
   */
  @Patch('', {
    permission: 'clinic.write',
    audit: { action: 'clinic.update', patients: shows.nobody() },
    versioned: true,
    mergePatchOf: ClinicChange,
    response: respond.ok(ClinicResponse),
    examples: {
      'Close on Sundays': { openingHours: { saturday: [{ opens: '10:00', closes: '14:00' }], sunday: null } },
      'How patients reach it': {
        phone: '0124 400 0000',
        email: 'clinic@demo.hairline.test',
        address: { lines: ['12 Example Road'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' },
        emergencyPhone: '112',
      },
    },
  })
  updateClinic(@Body() patch: MergePatchBody): Promise<ClinicResponse> {
    return this.clinic.change(patch);
  }
}
