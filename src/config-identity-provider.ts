/** The settings of an identity provider for the whole installation. */
import { StartError } from './start-error.js';
import { isId } from './kernel/id.js';
import type { InstallationProvider } from './platform/access/installation-provider.js';
import { isRole } from './platform/access/policy.js';

const PREFIX = 'HAIRLINE_OIDC_';
const POINTER = /^(\/([^~/]|~[01])*)+$/;

/** The settings that a provider needs. Without an issuer there is no provider. */
const needed = ['ISSUER', 'AUDIENCE', 'CLIENT_IDS', 'CLINIC_CLAIM', 'ROLE_CLAIM', 'ROLES'] as const;
const others = [
  'NAME',
  'SCOPES',
  'AUDIENCE_PARAMETER',
  'CLINICS',
  'EMAIL_CLAIM',
  'LINKS_BY_EMAIL',
  'CREATES_PEOPLE',
  'TRUSTS_SECOND_FACTOR',
  'ACCOUNT_URL',
] as const;
type Name = (typeof needed)[number] | (typeof others)[number];

/** Reads one setting as text, or as `true` or `false`. */
interface SettingReaders {
  text: (name: string) => string | undefined;
  flag: (name: string) => boolean;
}

const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Reads pairs such as `hair-doctors=dermatologist`. The last equals sign divides them, because values may have one. */
const readPairs = (name: Name, text: string, example: string, isValid: (target: string) => boolean): { value: string; target: string }[] =>
  splitList(text).map((part) => {
    const at = part.lastIndexOf('=');
    const [value, target] = [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()];
    if (value !== '' && isValid(target)) return { value, target };
    throw new StartError(`${PREFIX}${name} holds "${part}"; write it as ${example}, with commas between several.`);
  });

const readPointer = (name: Name, text: string): string => {
  if (POINTER.test(text)) return text;
  throw new StartError(`${PREFIX}${name} is "${text}", which is no JSON Pointer; write it as /groups.`);
};

const readWebAddress = (name: Name, text: string, production: boolean): string => {
  const isAddress = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#]/.test(text);
  if (isAddress && (!production || text.startsWith('https:'))) return text;
  throw new StartError(`${PREFIX}${name} is "${text}"; write it as https://id.hospital.example, without query and fragment.`);
};

const readAudienceParameter = (text: string): InstallationProvider['audienceParameter'] => {
  if (text === 'none') return null;
  if (text === 'resource' || text === 'audience') return text;
  throw new StartError(`${PREFIX}AUDIENCE_PARAMETER is "${text}"; set it to one of resource, audience, none.`);
};

/** Reads the provider; null where none is set. Half a configuration stops the start. */
export const readInstallationProvider = ({ text, flag }: SettingReaders, production: boolean): InstallationProvider | null => {
  const find = (name: Name): string | undefined => text(PREFIX + name);
  const set = [...needed, ...others].filter((name) => find(name) !== undefined);
  if (set.length === 0) return null;
  const missing = needed.filter((name) => find(name) === undefined);
  if (missing.length > 0) {
    throw new StartError(
      `${PREFIX}${set[0]!} is set without ${missing.map((name) => PREFIX + name).join(', ')}; set them too, or none, so that people log in at this server.`,
    );
  }
  const [audience, clientIds] = [find('AUDIENCE')!, splitList(find('CLIENT_IDS')!)];
  const [linksByEmail, createsPeople] = [flag(`${PREFIX}LINKS_BY_EMAIL`), flag(`${PREFIX}CREATES_PEOPLE`)];
  if (clientIds.includes(audience)) throw new StartError(`${PREFIX}AUDIENCE is one of ${PREFIX}CLIENT_IDS; ID tokens would pass for access tokens.`);
  if (!linksByEmail && !createsPeople) {
    throw new StartError(`Neither ${PREFIX}LINKS_BY_EMAIL nor ${PREFIX}CREATES_PEOPLE is true; nobody could log in for the first time.`);
  }
  const issuer = readWebAddress('ISSUER', find('ISSUER')!, production);
  const account = find('ACCOUNT_URL');
  const clinics = find('CLINICS');
  const ofRoles = readPairs('ROLES', find('ROLES')!, 'hair-doctors=dermatologist or hair-systems=client', (target) => target === 'client' || isRole(target));
  return {
    name: find('NAME') ?? new URL(issuer).host,
    issuer,
    audience,
    clientIds,
    scopes: splitList((find('SCOPES') ?? 'openid profile email').replaceAll(' ', ',')),
    audienceParameter: readAudienceParameter(find('AUDIENCE_PARAMETER') ?? 'resource'),
    clinicClaim: readPointer('CLINIC_CLAIM', find('CLINIC_CLAIM')!),
    roleClaim: readPointer('ROLE_CLAIM', find('ROLE_CLAIM')!),
    emailClaim: readPointer('EMAIL_CLAIM', find('EMAIL_CLAIM') ?? '/email'),
    clinics:
      clinics === undefined
        ? null
        : readPairs('CLINICS', clinics, 'hair-clinic=01936f00-5c00-7000-8000-000000000001', isId).map(({ value, target }) => ({
            value,
            clinicId: target.toLowerCase(),
          })),
    roles: ofRoles.flatMap(({ value, target }) => (isRole(target) ? [{ value, role: target }] : [])),
    clientValues: ofRoles.filter(({ target }) => target === 'client').map(({ value }) => value),
    linksByEmail,
    createsPeople,
    trustsSecondFactor: flag(`${PREFIX}TRUSTS_SECOND_FACTOR`),
    accountUrl: account === undefined ? null : readWebAddress('ACCOUNT_URL', account, production),
  };
};
