import { loadConfig, StartError } from '../config.js';
import { findClient, findPerson, type FoundSubject } from '../clinic/operator.js';
import { issueAccessToken, type OperatorConnection } from '../platform/access/tokens.js';
import { SystemClock } from '../kernel/clock.js';
import { runAsOperator } from './databases.js';
import { createKeyEncryption } from './encryption-key.js';
import { printResult } from './output.js';

export interface TokenOptions {
  email?: string;
  client?: string;
  clinic?: string;
  json?: boolean;
}

const getSubject = async (connection: OperatorConnection, { email, client, clinic }: TokenOptions): Promise<FoundSubject> => {
  if ((email === undefined) === (client === undefined)) throw new StartError('Name either --email or --client.');
  if (client !== undefined) {
    const found = await findClient(connection, client);
    if (!found) throw new StartError(`There is no active client "${client}".`);
    return found;
  }
  return getPerson(connection, email!, clinic);
};

/** Finds the one active person with the e-mail address; of several clinics, in the one that is named. */
export const getPerson = async (connection: OperatorConnection, email: string, clinic: string | undefined): Promise<FoundSubject> => {
  const people = (await findPerson(connection, email)).filter((person) => clinic === undefined || person.clinicId === clinic);
  if (people.length === 0) throw new StartError(`Nobody active has the address ${email}; "npx hairline staff create" adds people.`);
  if (people.length > 1)
    throw new StartError(`${email} works for ${people.length} clinics; name one with --clinic: ${people.map((person) => person.clinicId).join(', ')}.`);
  return people[0]!;
};

/** Prints a short-lived access token. */
export const printToken = async (options: TokenOptions): Promise<void> => {
  const config = loadConfig();
  const issued = await runAsOperator(config, async (connection) =>
    issueAccessToken(connection, createKeyEncryption(config), await getSubject(connection, options), { issuedAt: new SystemClock().now() }),
  );
  printResult(options, { token: issued.token, expiresAt: issued.expiresAt.toISOString() }, issued.token);
};
