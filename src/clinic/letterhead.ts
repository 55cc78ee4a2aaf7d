/** Makes the letterhead of the clinic's documents. It is the only place that prints telephone, address, e-mail and emergency number. Pure. */
import { phoneInPrint } from '../kernel/phone.js';
import { messagesOf } from '../messages/index.js';
import type { DocumentLanguage, Letterhead } from '../platform/documents/index.js';
import type { Contact } from './contact.js';

/** The properties of the clinic that a document prints. */
export interface ClinicOnPaper extends Contact {
  name: string;
  country: string;
}

/** Prints an address. The country is printed only where it differs from the clinic's own country. */
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
