import type { Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { parseSmartScope } from '../../platform/access/smart/smart-scopes.js';

/** Describes, for the person who is asked, what an application may do with a scope; null for a scope that nobody knows here. */
const describeSmartScope = (text: string, language: Language): string | null => {
  const messages = getMessages('smart', language);
  const scope = parseSmartScope(text);
  const resource = scope && messages.find(`resource.${scope.resourceType}`);
  if (!scope || resource === null || resource === undefined) return null;
  const reads = scope.interactions.some((interaction) => interaction === 'read' || interaction === 'search');
  const writes = scope.interactions.some((interaction) => interaction !== 'read' && interaction !== 'search');
  const can = messages.say(reads && writes ? 'can.both' : reads ? 'can.read' : 'can.write', { what: resource });
  const which = messages.say(scope.level === 'patient' ? 'of.patient' : 'of.user', { what: can });
  const filters = scope.filters.map(({ name, value }) => `${name} = ${value}`).join(', ');
  return filters === '' ? which : messages.say('only', { what: which, filters });
};

/** Describes a scope in words for the person who is asked. */
export const describeScope = (scope: string, language: Language): string =>
  describeSmartScope(scope, language) ?? getMessages('pages', language).find(`scope.${scope}`) ?? scope;
