import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/index.js';
import { PatientsModule } from '../patients/index.js';
import { PhotographsController } from './photographs.controller.js';
import { PhotographsRepository } from './photographs.repository.js';
import { PhotographsService } from './photographs.service.js';
import { PhotographPairsController } from './pairs/pairs.controller.js';
import { PhotographPairsService } from './pairs/pairs.service.js';
import { PublicationsController } from './publications/publications.controller.js';
import { PublicationsRepository } from './publications/publications.repository.js';
import { PublicationsService } from './publications/publications.service.js';
import { ShownPhotographs } from './publications/shown-photographs.js';
import { PhotographSections } from './export/sections.js';

/** Standardised photographs of hair and scalp, to which the patient has consented. */
@Module({
  imports: [PatientsModule, ConsultationsModule],
  controllers: [PhotographsController, PhotographPairsController, PublicationsController],
  providers: [
    PhotographSections,
    PhotographsRepository,
    PhotographsService,
    PhotographPairsService,
    PublicationsRepository,
    PublicationsService,
    ShownPhotographs,
  ],
  exports: [PhotographSections, PhotographsService, PublicationsService, ShownPhotographs],
})
export class PhotographsModule {}
