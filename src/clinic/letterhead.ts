/** Makes the letterhead of the clinic's documents. It is the only place that prints telephone, address, e-mail and emergency number. Pure. */
import { formatPhone } from '../kernel/phone.js';
import { getMessages } from '../messages/index.js';
import type { DocumentLanguage, Letterhead } from '../platform/documents/index.js';
import type { Contact } from './contact.js';

/** The properties of the clinic that a document prints. */
export interface ClinicOnPaper extends Contact {
  name: string;
  country: string;
}

/** Prints an address. The country is printed only where it differs from the clinic's own country. */
export const formatAddress = ({ address, country: own }: ClinicOnPaper): string => {
  const { lines = [], city, state, postalCode, country } = address ?? {};
  const town = [city, postalCode].filter(Boolean).join(' ');
  return [...lines, town, state, country === own ? null : country].filter(Boolean).join(', ');
};

export const buildLetterhead = (clinic: ClinicOnPaper, language: DocumentLanguage): Letterhead => {
  const { name, phone, email, emergencyPhone } = clinic;
  const messages = getMessages('documents', language);
  const reached = [phone && `${messages.say('phone')} ${formatPhone(phone)}`, email].filter(Boolean).join('  ·  ');
  return {
    name,
    contact: [formatAddress(clinic), reached].filter((line) => line !== ''),
    emergency: emergencyPhone ? `${messages.say('emergency')}: ${formatPhone(emergencyPhone)}` : null,
  };
};
