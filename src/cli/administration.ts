/** Commands of an operator that set up clinics. */
import { loadConfig, StartError } from '../config.js';
import { addUsualScheduling } from '../appointments/operator.js';
import { addClinic, addIntegrationClient, addStaff } from '../clinic/operator.js';
import { isTimeZone } from '../kernel/time-zone.js';
import { isRole, isScope, roles, scopes } from '../platform/access/policy.js';
import { revokeEverything, revokeSigningKey, rotateSigningKeys } from '../platform/access/tokens.js';
import { runInTransaction } from '../platform/database/operator.js';
import { runAsOperator } from './databases.js';
import { createKeyEncryption } from './encryption-key.js';
import { printResult, type OutputOptions } from './output.js';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const INVALID_TEXT = '22P02';

/** Turns the violation of a constraint into a sentence for the operator. */
const explainConstraints = async <T>(work: Promise<T>, sentences: Record<string, string>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const sentence = sentences[(error as { code?: string }).code ?? ''];
    throw sentence ? new StartError(sentence) : error;
  }
};

export interface ClinicOptions extends OutputOptions {
  name: string;
  timeZone: string;
  country: string;
  currency: string;
}

export const createClinic = async (options: ClinicOptions): Promise<void> => {
  const { name, timeZone, country, currency } = options;
  if (!isTimeZone(timeZone)) throw new StartError(`"${options.timeZone}" is not an IANA time zone with a place, such as Asia/Kolkata.`);
  if (!/^[A-Z]{2}$/.test(country)) throw new StartError(`"${country}" is not a country code, such as IN.`);
  if (!Intl.supportedValuesOf('currency').includes(currency)) throw new StartError(`"${currency}" is not a currency code, such as INR.`);
  const id = await runAsOperator(loadConfig(), (connection) =>
    runInTransaction(connection, async () => {
      const clinicId = await addClinic(connection, { name, timeZone, country, currency });
      await addUsualScheduling(connection, clinicId, name);
      return clinicId;
    }),
  );
  printResult(options, { id }, id);
};

export interface StaffOptions extends OutputOptions {
  clinic: string;
  role: string;
  name: string;
  email: string;
}

export const createStaff = async (options: StaffOptions): Promise<void> => {
  const { clinic, role, name, email } = options;
  if (!isRole(role)) throw new StartError(`"${options.role}" is not a role; choose one of ${roles.join(', ')}.`);
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new StartError(`"${email}" is not an e-mail address.`);
  const id = await explainConstraints(
    runAsOperator(loadConfig(), (connection) => addStaff(connection, { clinicId: clinic, role, name, email })),
    {
      [UNIQUE_VIOLATION]: `Somebody in the clinic has the address ${email} already.`,
      [FOREIGN_KEY_VIOLATION]: `There is no clinic ${clinic}.`,
      [INVALID_TEXT]: `"${clinic}" is not the id of a clinic.`,
    },
  );
  printResult(options, { id }, id);
};

export interface ClientOptions extends OutputOptions {
  clinic: string;
  clientId: string;
  name: string;
  scopes: string;
}

export const createClient = async (options: ClientOptions): Promise<void> => {
  const named = options.scopes.split(/[\s,]+/).filter(Boolean);
  const wrong = named.filter((scope) => !isScope(scope));
  if (wrong.length > 0) throw new StartError(`"${wrong.join(', ')}" is no scope; choose from ${scopes.join(', ')}.`);
  const id = await explainConstraints(
    runAsOperator(loadConfig(), (connection) =>
      addIntegrationClient(connection, { clinicId: options.clinic, clientId: options.clientId, name: options.name, scopes: named.filter(isScope) }),
    ),
    {
      [UNIQUE_VIOLATION]: `The client id ${options.clientId} is taken.`,
      [FOREIGN_KEY_VIOLATION]: `There is no clinic ${options.clinic}.`,
      [INVALID_TEXT]: `"${options.clinic}" is not the id of a clinic.`,
    },
  );
  printResult(options, { id }, id);
};

export const rotateKeys = async (options: OutputOptions): Promise<void> => {
  const config = loadConfig();
  const id = await runAsOperator(config, (connection) => rotateSigningKeys(connection, createKeyEncryption(config)));
  printResult(options, { id }, id);
};

/** Revokes a leaked signing key. Every process refuses its signatures at once. */
export const revokeKey = async (id: string | undefined, options: OutputOptions & { all?: boolean }): Promise<void> => {
  if ((id === undefined) !== (options.all === true)) throw new StartError('Name one key to revoke, or say --all.');
  if (id === undefined) {
    await runAsOperator(loadConfig(), revokeEverything);
    return printResult(options, { revoked: 'all' }, 'Revoked: all keys and logins');
  }
  const isRevoked = await runAsOperator(loadConfig(), (connection) => revokeSigningKey(connection, id));
  if (!isRevoked) throw new StartError(`There is no key ${id}; /.well-known/jwks.json lists those that are in use.`);
  printResult(options, { revoked: id }, `Revoked: ${id}`);
};
