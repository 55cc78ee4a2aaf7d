import type { RecordDocument } from '../../platform/documents/index.js';
import type { SessionResponse } from '../../treatments/index.js';
import { dayInWords, type DatedInstruction } from '../domain/dated.js';
import { phases, type Language, type Phase } from '../domain/instructions.js';

interface CareDocumentParts {
  clinic: { name: string };
  patientName: string;
  session: SessionResponse;
  instructions: readonly DatedInstruction[];
  language: Language;
  today: string;
}

const words: Record<Language, { title: string; session: string } & Record<Phase, string>> = {
  en: { title: 'Before and after your session', session: 'Session {number}', before: 'Before the session', after: 'After the session' },
  hi: { title: 'आपके सत्र से पहले और बाद में', session: 'सत्र {number}', before: 'सत्र से पहले', after: 'सत्र के बाद' },
};

/** The instructions on paper, for the patient to take home. */
export const careDocument = ({ clinic, patientName, session, instructions, language, today }: CareDocumentParts): RecordDocument => ({
  title: words[language].title,
  subtitle: `${patientName} · ${words[language].session.replace('{number}', String(session.number))} · ${dayInWords(session.scheduledOn, language)}`,
  language,
  clinic: { name: clinic.name },
  date: today,
  running: [patientName],
  sections: phases.flatMap((phase) => {
    const told = instructions.filter((one) => one.phase === phase);
    return told.length === 0 ? [] : [{ heading: words[language][phase], items: told.map(({ text }) => text) }];
  }),
});
