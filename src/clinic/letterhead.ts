/** The clinic as its documents show it: the one way in which telephone, address, e-mail and emergency number come onto paper. Pure. */
import { phoneInPrint } from '../kernel/phone.js';
import { messagesOf } from '../messages/index.js';
import type { DocumentLanguage, Letterhead } from '../platform/documents/index.js';
import type { Contact } from './contact.js';

/** What a document needs to know of the clinic. */
export interface ClinicOnPaper extends Contact {
  name: string;
  country: string;
}

/** The country is for letters from abroad: it stands there only where it is another one than the clinic's own. */
export const addressInPrint = ({ address, country: own }: ClinicOnPaper): string => {
  const { lines = [], city, state, postalCode, country } = address ?? {};
  const town = [city, postalCode].filter(Boolean).join(' ');
  return [...lines, town, state, country === own ? null : country].filter(Boolean).join(', ');
};

export const letterheadOf = (clinic: ClinicOnPaper, language: DocumentLanguage): Letterhead => {
  const { name, phone, email, emergencyPhone } = clinic;
  const messages = messagesOf('documents', language);
  const reached = [phone && `${messages.say('phone')} ${phoneInPrint(phone)}`, email].filter(Boolean).join('  ·  ');
  return {
    name,
    contact: [addressInPrint(clinic), reached].filter((line) => line !== ''),
    emergency: emergencyPhone ? `${messages.say('emergency')}: ${phoneInPrint(emergencyPhone)}` : null,
  };
};
