import type { SpeltName } from './names.data.js';

/** A person, with what no record says. */
export interface SyntheticPerson {
  sex: 'female' | 'male';
  given: SpeltName;
  middle: SpeltName | null;
  family: SpeltName;
  birthDate: string | null;
  phone: string | null;
  contact: string | null;
  email: string | null;
  city: string;
  postalCode: string | null;
  identifier: string | null;
}
