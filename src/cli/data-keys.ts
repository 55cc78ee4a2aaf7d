/** Commands for the keys that seal notes and identifiers of patients. */
import { loadConfig, StartError, type Config } from '../config.js';
import { LocalKeyManagement } from '../platform/access/local-key-management.js';
import type { KeyManagement } from '../platform/database/key-management.js';
import type { StatementConnection } from '../platform/database/operator.js';
import { opensDataKeys, readKeyStatus, rewrapDataKeys, rotateDataKeys, type KeyStatus } from '../platform/sealing/operator.js';
import { runAsOperator } from './databases.js';
import { createKeyEncryption } from './encryption-key.js';
import { printResult, type OutputOptions } from './output.js';

/** What wraps the data keys: AWS KMS where it is configured, else the root key of ENCRYPTION_KEY. */
export const createKeyManagement = async (config: Config): Promise<KeyManagement> => {
  const local = new LocalKeyManagement(createKeyEncryption(config));
  if (config.kms === null) return local;
  const { AwsKeyManagement } = await import('../platform/access/aws-key-management.js');
  return new AwsKeyManagement(config.kms, local);
};

/** Refuses to start where the root key is not that of the database, or the key management does not answer. */
export const requireRootKey = async (connection: StatementConnection, management: KeyManagement): Promise<void> => {
  let opens: boolean;
  try {
    opens = await opensDataKeys(connection, management);
  } catch (error) {
    throw new StartError(`The key management does not answer (${(error as Error).name}); notes and identifiers cannot be read without it. See HAIRLINE_KMS_*.`);
  }
  if (!opens) {
    throw new StartError(
      'The notes and identifiers of this database are sealed under another root key; set ENCRYPTION_KEY, or HAIRLINE_KMS_KEY_ID, to the one they were sealed with.',
    );
  }
};

export const rotateData = async (options: OutputOptions): Promise<void> => {
  const config = loadConfig();
  const keys = await runAsOperator(config, async (connection) => rotateDataKeys(connection, await createKeyManagement(config)));
  const lines = keys.map(({ clinicId, version, jobId }) => `${clinicId}  version ${version}  job ${jobId}`);
  printResult(options, { keys }, lines.length === 0 ? 'No clinic has a data key yet.' : lines.join('\n'));
};

export const rewrapKeys = async (options: OutputOptions): Promise<void> => {
  const config = loadConfig();
  const rewrapped = await runAsOperator(config, async (connection) => rewrapDataKeys(connection, await createKeyManagement(config)));
  printResult(options, { rewrapped }, `${rewrapped} data key(s) are wrapped by the present root key now.`);
};

const formatStatus = ({ clinicId, version, rootKeys, status, done, total }: KeyStatus): string =>
  [clinicId, `version ${version}`, rootKeys.join(', '), status === null ? 'nothing to seal' : `sealing ${status}: ${done ?? 0} of ${total ?? '?'}`].join('  ');

export const showKeyStatus = async (options: OutputOptions): Promise<void> => {
  const clinics = await runAsOperator(loadConfig(), readKeyStatus);
  printResult(options, { clinics }, clinics.length === 0 ? 'No clinic has a data key yet.' : clinics.map(formatStatus).join('\n'));
};
