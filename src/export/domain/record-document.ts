import { buildLetterhead } from '../../clinic/index.js';
import { toCalendarDay } from '../../kernel/day.js';
import type { DocumentLanguage, RecordDocument } from '../../platform/documents/index.js';
import {
  buildAppointmentsSection,
  buildWaitingListSections,
  buildChecksSection,
  buildDismissalSections,
  buildExposuresSection,
  buildPlansSections,
  buildTimelineSection,
} from './care-sections.js';
import {
  buildBloodTestSections,
  buildConsultationSections,
  buildPhotographsSection,
  buildScalesSection,
  buildTrichoanalysisSections,
} from './finding-sections.js';
import { buildConsentsSection, listSections, mergeSections, buildPatientSection } from './person-sections.js';
import { Printer } from './printer.js';
import type { ExportedRecord } from './record.js';

/** Makes the document of the record for people. `record.json` has the full content of what the document shortens. */
export const buildRecordDocument = (record: ExportedRecord, language: DocumentLanguage): RecordDocument => {
  const { patient, clinic, exportedAt, mergedIntoNumber } = record;
  const printer = new Printer(record, language);
  return {
    title: printer.say('patient-record'),
    subtitle: printer.say('as-of', { time: printer.formatTime(exportedAt) }),
    language,
    clinic: buildLetterhead(clinic, language),
    date: toCalendarDay(new Date(exportedAt), clinic.timeZone),
    running: [patient.names[0]!.text!, patient.medicalRecordNumber],
    closing: [printer.say('closing.archive'), ...(language === 'en' ? [] : [printer.say('closing.notes')])],
    ...(mergedIntoNumber !== null && {
      notice: printer.say('notice.merged', { number: mergedIntoNumber }),
    }),
    sections: [
      buildPatientSection(record, printer),
      ...mergeSections(record, printer),
      ...listSections(record, printer),
      ...buildConsultationSections(record, printer),
      ...buildBloodTestSections(record, printer),
      ...buildTrichoanalysisSections(record, printer),
      buildScalesSection(record, printer),
      buildPhotographsSection(record, printer),
      buildChecksSection(record, printer),
      ...buildDismissalSections(record, printer),
      ...buildPlansSections(record, printer),
      buildAppointmentsSection(record, printer),
      ...buildWaitingListSections(record, printer),
      buildExposuresSection(record, printer),
      buildConsentsSection(record, printer),
      buildTimelineSection(record, printer),
    ],
  };
};
