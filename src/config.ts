/** The only reader of the environment. Every setting is checked, typed and frozen before anything starts. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readInstallationProvider } from './config-identity-provider.js';
import { parseNetwork } from './kernel/network.js';
import { isEncryptionKey } from './platform/access/key-encryption.js';
import type { InstallationProvider } from './platform/access/installation-provider.js';
import { isVerified, withTrustedAuthority } from './platform/database/verified-tls.js';
import { StartError } from './start-error.js';

export { StartError };

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** The absolute path of the embedded PostgreSQL's data. */
  readonly dataDirectory: string;
  readonly files: FilesConfig;
  /** The address for the role of the application on the operator's PostgreSQL; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** The address for the owner of the schema there; null where migrations run elsewhere. */
  readonly databaseMigrationUrl: string | null;
  readonly databasePoolSize: number;
  readonly databaseWaitSeconds: number;
  readonly requestDeadlineSeconds: number;
  readonly readerWaitSeconds: number;
  readonly logLevel: string;
  readonly requestsPerMinute: number;
  readonly metricsToken: string | null;
  readonly bodyLimitBytes: number;
  readonly trustProxy: boolean;
  /** Origins whose pages may call the API from a browser, such as `https://app.clinic.example`. */
  readonly corsOrigins: readonly string[];
  /** The public origin of the API for browsers and systems; tokens and links contain it. */
  readonly publicUrl: string;
  /** The key that encrypts secrets in the database; null in development, where the data directory contains one. */
  readonly encryptionKey: string | null;
  /** The key of AWS KMS that wraps the data keys; null where the root key of `encryptionKey` does. */
  readonly kms: KmsConfig | null;
  /** What may be asked of addresses that clients give: without TLS, and in networks that are not public. */
  readonly outbound: { readonly http: boolean; readonly networks: readonly string[] };
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  /** The identity provider in place of this server's logins; null where people and systems log in here. */
  readonly identityProvider: InstallationProvider | null;
}

/** The store of photographs and documents, and the size of the largest file. */
export interface FilesConfig {
  readonly store: { readonly kind: 'disk'; readonly directory: string } | ({ readonly kind: 's3' } & S3Config);
  readonly largestBytes: number;
}

/** A key of AWS KMS, or of a service with the same interface. */
interface KmsConfig {
  readonly keyId: string;
  readonly region: string;
  readonly endpoint: string | null;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

interface S3Config {
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string | null;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  readonly forcePathStyle: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const readText = (environment: Environment, name: string): string | undefined => {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
};

const readInteger = (environment: Environment, name: string, fallback: number, [low, high]: readonly [number, number]): number => {
  const value = readText(environment, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= low && number <= high) return number;
  throw new StartError(`${name} is "${value}"; set it to a whole number from ${low} to ${high}.`);
};

const readFlag = (environment: Environment, name: string): boolean => {
  const value = readText(environment, name);
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new StartError(`${name} is "${value}"; set it to true or false.`);
};

const readDatabaseUrl = (environment: Environment, name: string, production: boolean): string | null => {
  const value = readText(environment, name);
  if (value === undefined) return null;
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || !parsed.hostname || !parsed.username || parsed.pathname.length < 2) {
    throw new StartError(`${name} is not a PostgreSQL address; write it as postgres://user:password@host:5432/database.`);
  }
  const authority = readAuthorityFile(environment, 'DATABASE_CA_FILE') ?? parsed.searchParams.get('sslrootcert');
  if (authority !== null && !canRead(authority)) throw new StartError(`The file of the certification authority of ${name} cannot be read.`);
  const address = authority === null ? value : withTrustedAuthority(value, authority);
  const mayBeUnverified = readChoice(environment, 'DATABASE_TLS', ['verified', 'unverified'], production ? 'verified' : 'unverified') === 'unverified';
  if (isVerified(address) || mayBeUnverified) return address;
  throw new StartError(
    `${name} leads to another machine without verifying its certificate; add ?sslmode=verify-full and set DATABASE_CA_FILE, or set DATABASE_TLS=unverified in a network that you trust.`,
  );
};

const canRead = (path: string): boolean => {
  try {
    return readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
};

const readAuthorityFile = (environment: Environment, name: string): string | null => {
  const path = readText(environment, name);
  return path === undefined ? null : resolve(path);
};

const readSecret = (environment: Environment, name: string): string | null => {
  const value = readText(environment, name);
  if (value === undefined) return null;
  if (value.length >= 16) return value;
  throw new StartError(`${name} is shorter than 16 characters; use a long random one.`);
};

const readOrigins = (environment: Environment, name: string): readonly string[] => {
  const all = (readText(environment, name)?.split(',') ?? []).map((part) => part.trim()).filter((part) => part !== '');
  for (const text of all) {
    if (!URL.canParse(text) || new URL(text).origin !== text) {
      throw new StartError(`${name} holds "${text}", which is no origin; write it as https://app.clinic.example, without a path.`);
    }
  }
  return all;
};

const readNetworks = (environment: Environment, name: string): readonly string[] =>
  (readText(environment, name)?.split(',') ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const network = parseNetwork(part);
      if (network === null) throw new StartError(`${name} holds "${part}", which is no network; write it as 10.20.0.0/16.`);
      return network;
    });

/** In development the machine itself may be asked, where other programs under work run. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

const readPublicUrl = (environment: Environment, host: string, port: number): string => {
  const value = readText(environment, 'PUBLIC_URL');
  if (value === undefined) return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.origin === value.replace(/\/$/, '')) return parsed.origin;
  throw new StartError(`PUBLIC_URL is "${value}"; write it as https://api.clinic.example, without a path.`);
};

const readEncryptionKey = (environment: Environment, production: boolean): string | null => {
  const value = readText(environment, 'ENCRYPTION_KEY');
  if (value !== undefined && !isEncryptionKey(value)) {
    throw new StartError(
      'ENCRYPTION_KEY is no key of 32 bytes in base64url, nor several with commas between them; "npx hairline keys encryption" prints a new one.',
    );
  }
  if (value === undefined && production) {
    throw new StartError('ENCRYPTION_KEY is not set; "npx hairline keys encryption" prints a new one. Keep it apart from the database.');
  }
  return value ?? null;
};

const readSmtpUrl = (environment: Environment): string | null => {
  const value = readText(environment, 'SMTP_URL');
  if (value === undefined) return null;
  if (URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol)) return value;
  throw new StartError('SMTP_URL is no address of a mail server; write it as smtps://user:password@mail.example:465.');
};

/** The settings that may also come from a file, which the setting with `_FILE` at its end names: container engines pass secrets in this way. */
const secrets = [
  'DATABASE_URL',
  'DATABASE_MIGRATION_URL',
  'METRICS_TOKEN',
  'ENCRYPTION_KEY',
  'SMTP_URL',
  'HAIRLINE_S3_ACCESS_KEY_ID',
  'HAIRLINE_S3_SECRET_ACCESS_KEY',
  'HAIRLINE_KMS_ACCESS_KEY_ID',
  'HAIRLINE_KMS_SECRET_ACCESS_KEY',
];

const withSecretsFromFiles = (environment: Environment): Environment => {
  const read: Record<string, string> = {};
  for (const name of secrets) {
    const path = readText(environment, `${name}_FILE`);
    if (path === undefined) continue;
    if (readText(environment, name) !== undefined) throw new StartError(`Both ${name} and ${name}_FILE are set; set one of them.`);
    try {
      read[name] = readFileSync(path, 'utf8');
    } catch {
      throw new StartError(`The file that ${name}_FILE names cannot be read.`);
    }
  }
  return { ...environment, ...read };
};

const readChoice = (environment: Environment, name: string, allowed: readonly string[], fallback: string): string => {
  const value = readText(environment, name) ?? fallback;
  if (allowed.includes(value)) return value;
  throw new StartError(`${name} is "${value}"; set it to one of ${allowed.join(', ')}.`);
};

/** The credentials of a service with an interface of AWS, whose settings begin with `prefix`. */
const readAwsCredentials = (environment: Environment, prefix: string): S3Config['credentials'] => {
  const accessKeyId = readText(environment, `${prefix}_ACCESS_KEY_ID`);
  const secretAccessKey = readText(environment, `${prefix}_SECRET_ACCESS_KEY`);
  if (accessKeyId === undefined && secretAccessKey === undefined) return null;
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey };
  throw new StartError(`Only one of ${prefix}_ACCESS_KEY_ID and ${prefix}_SECRET_ACCESS_KEY is set; set both, or neither.`);
};

const readEndpoint = (environment: Environment, name: string, example: string): string | null => {
  const value = readText(environment, name);
  if (value === undefined) return null;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw new StartError(`${name} is no address; write it as ${example}.`);
};

const readKmsConfig = (environment: Environment): KmsConfig | null => {
  const keyId = readText(environment, 'HAIRLINE_KMS_KEY_ID');
  const endpoint = readEndpoint(environment, 'HAIRLINE_KMS_ENDPOINT', 'https://kms.example');
  const credentials = readAwsCredentials(environment, 'HAIRLINE_KMS');
  if (keyId !== undefined) return { keyId, region: readText(environment, 'HAIRLINE_KMS_REGION') ?? 'us-east-1', endpoint, credentials };
  if (endpoint !== null)
    throw new StartError('HAIRLINE_KMS_ENDPOINT is set without HAIRLINE_KMS_KEY_ID; set both, or neither to wrap the data keys by ENCRYPTION_KEY.');
  return null;
};

/** A bucket where one is named, else a directory. */
const readFilesConfig = (environment: Environment, dataDirectory: string): FilesConfig => {
  const largestBytes = readInteger(environment, 'FILE_LIMIT_BYTES', 20_971_520, [1_024, 104_857_600]);
  const bucket = readText(environment, 'HAIRLINE_S3_BUCKET');
  const endpoint = readEndpoint(environment, 'HAIRLINE_S3_ENDPOINT', 'https://store.example:9000');
  if (bucket === undefined) {
    if (endpoint !== null) throw new StartError('HAIRLINE_S3_ENDPOINT is set without HAIRLINE_S3_BUCKET; set both, or neither to keep files on the disk.');
    const directory = readText(environment, 'HAIRLINE_FILES_DIR');
    return { store: { kind: 'disk', directory: directory === undefined ? join(dataDirectory, 'files') : resolve(directory) }, largestBytes };
  }
  const region = readText(environment, 'HAIRLINE_S3_REGION') ?? 'us-east-1';
  const forcePathStyle = readFlag(environment, 'HAIRLINE_S3_FORCE_PATH_STYLE');
  return { store: { kind: 's3', bucket, region, endpoint, credentials: readAwsCredentials(environment, 'HAIRLINE_S3'), forcePathStyle }, largestBytes };
};

export const loadConfig = (given: Environment = process.env): Config => {
  const environment = withSecretsFromFiles(given);
  const production = readText(environment, 'NODE_ENV') === 'production';
  const dataDirectory = resolve(readText(environment, 'HAIRLINE_DATA_DIR') ?? '.hairline');
  const host = readText(environment, 'HOST') ?? '127.0.0.1';
  const port = readInteger(environment, 'PORT', 3000, [0, 65_535]);
  const config: Config = {
    production,
    host,
    port,
    dataDirectory,
    files: readFilesConfig(environment, dataDirectory),
    databaseUrl: readDatabaseUrl(environment, 'DATABASE_URL', production),
    databaseMigrationUrl: readDatabaseUrl(environment, 'DATABASE_MIGRATION_URL', production),
    databasePoolSize: readInteger(environment, 'DATABASE_POOL_SIZE', 10, [1, 500]),
    databaseWaitSeconds: readInteger(environment, 'DATABASE_WAIT_SECONDS', 5, [1, 60]),
    requestDeadlineSeconds: readInteger(environment, 'REQUEST_DEADLINE_SECONDS', 30, [1, 600]),
    readerWaitSeconds: readInteger(environment, 'READER_WAIT_SECONDS', 60, [1, 3600]),
    logLevel: readChoice(environment, 'LOG_LEVEL', logLevels, production ? 'info' : 'warn'),
    requestsPerMinute: readInteger(environment, 'RATE_LIMIT_PER_MINUTE', 6_000, [0, 10_000_000]),
    metricsToken: readSecret(environment, 'METRICS_TOKEN'),
    bodyLimitBytes: readInteger(environment, 'BODY_LIMIT_BYTES', 1_048_576, [1_024, 104_857_600]),
    trustProxy: readFlag(environment, 'TRUST_PROXY'),
    corsOrigins: readOrigins(environment, 'CORS_ORIGINS'),
    publicUrl: readPublicUrl(environment, host, port),
    encryptionKey: readEncryptionKey(environment, production),
    kms: readKmsConfig(environment),
    outbound: { http: !production, networks: [...readNetworks(environment, 'OUTBOUND_NETWORKS'), ...(production ? [] : LOOPBACK)] },
    mail: { smtpUrl: readSmtpUrl(environment), from: readText(environment, 'MAIL_FROM') ?? 'Hairline <no-reply@localhost>' },
    identityProvider: readInstallationProvider({ text: (name) => readText(environment, name), flag: (name) => readFlag(environment, name) }, production),
  };
  if (config.databaseMigrationUrl && !config.databaseUrl) {
    throw new StartError('DATABASE_MIGRATION_URL is set without DATABASE_URL; set both, or neither for the embedded PostgreSQL.');
  }
  return Object.freeze(config);
};

/** The variables that a worker process inherits, so that it finds what is installed. Workers read files of strangers and get no other variable. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'FONTCONFIG_FILE', 'XDG_DATA_HOME'];

export const selectWorkerEnvironment = (environment: Environment = process.env): Record<string, string> =>
  Object.fromEntries(inherited.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])));
