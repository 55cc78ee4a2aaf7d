import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/index.js';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { ContraindicationsModule } from '../contraindications/index.js';
import { OutcomesModule } from '../outcomes/index.js';
import { PatientsModule } from '../patients/index.js';
import { PhotographsModule } from '../photographs/index.js';
import { DocumentsModule } from '../platform/documents/index.js';
import { RecordModule } from '../record/index.js';
import { EstimatesModule } from '../estimates/index.js';
import { ProductsModule } from '../products/index.js';
import { TreatmentsModule } from '../treatments/index.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';
import { RecordReader } from './record-reader.js';
import { SECTION_READERS, sectionProviders, createSectionReaders } from './sections.js';

/** Exports a patient's whole record as one archive. */
@Module({
  imports: [
    AppointmentsModule,
    ClinicModule,
    PatientsModule,
    RecordModule,
    ConsultationsModule,
    PhotographsModule,
    ContraindicationsModule,
    TreatmentsModule,
    ProductsModule,
    EstimatesModule,
    OutcomesModule,
    DocumentsModule,
  ],
  controllers: [ExportController],
  providers: [{ provide: SECTION_READERS, useFactory: createSectionReaders, inject: [...sectionProviders] }, RecordReader, ExportService],
})
export class ExportModule {}
