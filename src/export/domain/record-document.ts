import { dayOf } from '../../kernel/day.js';
import type { RecordDocument } from '../../platform/documents/index.js';
import { checksSection, dismissalSections, plansSections, timelineSection } from './care-sections.js';
import { bloodTestSections, consultationSections, photographsSection, scalesSection, trichoanalysisSections } from './finding-sections.js';
import { consentsSection, listSections, mergeSections, patientSection } from './person-sections.js';
import { Printer } from './printer.js';
import type { ExportedRecord } from './record.js';

/** The record as a document for people. What it says in short, `record.json` says in full. */
export const recordDocument = (record: ExportedRecord): RecordDocument => {
  const { patient, clinic, exportedAt } = record;
  const printer = new Printer(record);
  return {
    title: 'Patient record',
    subtitle: printer.time(exportedAt),
    clinic: { name: clinic.name },
    date: dayOf(new Date(exportedAt), clinic.timeZone),
    running: [patient.names[0]!.text!, patient.medicalRecordNumber],
    closing: ['The archive that this document came in has the whole record for machines in record.json.'],
    ...(patient.mergedInto !== null && {
      notice: `This record was merged into another one of the same person: ${patient.mergedInto}. What was recorded is there.`,
    }),
    sections: [
      patientSection(record, printer),
      ...mergeSections(record, printer),
      ...listSections(record, printer),
      ...consultationSections(record, printer),
      ...bloodTestSections(record, printer),
      ...trichoanalysisSections(record, printer),
      scalesSection(record, printer),
      photographsSection(record, printer),
      checksSection(record, printer),
      ...dismissalSections(record, printer),
      ...plansSections(record, printer),
      consentsSection(record, printer),
      timelineSection(record, printer),
    ],
  };
};
