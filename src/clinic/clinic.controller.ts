import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, Audited, Example, MergePatchOf, shows, Unaudited, Versioned, type MergePatchBody } from '../platform/http/index.js';
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

  /**
   * Change the clinic
   * @remarks Telephone, e-mail, address and emergency number stand on every document from then on; `null` takes one away.
   */
  @Patch()
  @Access('clinic.write')
  @Audited('clinic.update', shows.nobody())
  @Versioned()
  @MergePatchOf(ClinicChange)
  @Example('Close on Sundays', { openingHours: { saturday: [{ opens: '10:00', closes: '14:00' }], sunday: null } })
  @Example('How patients reach it', {
    phone: '0124 400 0000',
    email: 'clinic@demo.hairline.test',
    address: { lines: ['12 Example Road'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' },
    emergencyPhone: '112',
  })
  @Answers(ClinicResponse)
  updateClinic(@Body() patch: MergePatchBody): Promise<ClinicResponse> {
    return this.clinic.change(patch);
  }
}
