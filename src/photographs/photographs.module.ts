import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/index.js';
import { PatientsModule } from '../patients/index.js';
import { PhotographsController } from './photographs.controller.js';
import { PhotographsRepository } from './photographs.repository.js';
import { PhotographsService } from './photographs.service.js';

/** Standardised photographs of hair and scalp, which the patient has consented to. */
@Module({
  imports: [PatientsModule, ConsultationsModule],
  controllers: [PhotographsController],
  providers: [PhotographsRepository, PhotographsService],
  exports: [PhotographsService],
})
export class PhotographsModule {}
