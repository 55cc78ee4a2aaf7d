import { letterheadOf } from '../../clinic/index.js';
import { dayOf } from '../../kernel/day.js';
import type { DocumentLanguage, RecordDocument } from '../../platform/documents/index.js';
import { checksSection, dismissalSections, exposuresSection, plansSections, timelineSection } from './care-sections.js';
import { bloodTestSections, consultationSections, photographsSection, scalesSection, trichoanalysisSections } from './finding-sections.js';
import { consentsSection, listSections, mergeSections, patientSection } from './person-sections.js';
import { Printer } from './printer.js';
import type { ExportedRecord } from './record.js';

/** Makes the document of the record for people. `record.json` has the full content of what the document shortens. */
export const recordDocument = (record: ExportedRecord, language: DocumentLanguage): RecordDocument => {
  const { patient, clinic, exportedAt, mergedIntoNumber } = record;
  const printer = new Printer(record, language);
  return {
    title: printer.say('patient-record'),
    subtitle: printer.say('as-of', { time: printer.time(exportedAt) }),
    language,
    clinic: letterheadOf(clinic, language),
    date: dayOf(new Date(exportedAt), clinic.timeZone),
    running: [patient.names[0]!.text!, patient.medicalRecordNumber],
    closing: [printer.say('closing.archive'), ...(language === 'en' ? [] : [printer.say('closing.notes')])],
    ...(mergedIntoNumber !== null && {
      notice: printer.say('notice.merged', { number: mergedIntoNumber }),
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
      exposuresSection(record, printer),
      consentsSection(record, printer),
      timelineSection(record, printer),
    ],
  };
};
