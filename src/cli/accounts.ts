/** Commands of an operator that give people and systems access. */
import { inviteStaff } from '../authorization/operator.js';
import { addClientSecret } from '../clinic/operator.js';
import { loadConfig, StartError } from '../config.js';
import { SystemClock } from '../kernel/clock.js';
import { runAsOperator } from './databases.js';
import { printResult, type OutputOptions } from './output.js';
import { getPerson } from './token.js';

export interface InviteOptions extends OutputOptions {
  email: string;
  clinic?: string;
}

/** Prints a link with which its holder chooses the person's password. */
export const invite = async (options: InviteOptions): Promise<void> => {
  const config = loadConfig();
  const { address, expiresAt } = await runAsOperator(config, async (connection) =>
    inviteStaff(connection, await getPerson(connection, options.email, options.clinic), { publicUrl: config.publicUrl, now: new SystemClock().now() }),
  );
  printResult(options, { address, expiresAt: expiresAt.toISOString() }, address);
};

export type SecretOptions = OutputOptions;

export const createSecret = async (clientId: string, options: SecretOptions): Promise<void> => {
  const clientSecret = await runAsOperator(loadConfig(), (connection) => addClientSecret(connection, clientId));
  if (clientSecret === null) throw new StartError(`There is no active client "${clientId}" that keeps a secret.`);
  printResult(options, { clientId, clientSecret }, clientSecret);
};
