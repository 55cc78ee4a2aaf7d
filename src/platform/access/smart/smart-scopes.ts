/**
 * The scopes of SMART App Launch 2.2 for FHIR resources, such as `patient/Observation.rs?category=laboratory`: for whose resources, of which type, for which
 * interactions, with which filters. Version 1 (`.read`, `.write`, `.*`) is read as well. Pure.
 */

export const interactions = ['create', 'read', 'update', 'delete', 'search'] as const;
export type Interaction = (typeof interactions)[number];

/** The resources of the launched patient, those that the person may see, or those that a client may see by itself. */
type ScopeLevel = 'patient' | 'user' | 'system';

/** A search parameter with its value; the resource must match it. */
export interface Filter {
  readonly name: string;
  readonly value: string;
}

export interface SmartScope {
  readonly level: ScopeLevel;
  /** The type of the FHIR resource; `*` for every type. */
  readonly resourceType: string;
  readonly interactions: readonly Interaction[];
  /** The filters, all of which a resource must match; empty for no restriction. */
  readonly filters: readonly Filter[];
}

export const LONGEST_SCOPE = 200;

/** What a SMART scope looks like, for the API document. `parseSmartScope` decides. */
export const SMART_SCOPE_PATTERN = String.raw`^(patient|user|system)\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(\?[!#-\[\]-~]+)?$`;

const scopePattern = new RegExp(SMART_SCOPE_PATTERN);
const FILTER_NAME = /^[A-Za-z_][\w.-]*(:[A-Za-z][A-Za-z-]*)?$/;

const firstVersion: Readonly<Record<string, readonly Interaction[]>> = {
  read: ['read', 'search'],
  write: ['create', 'update', 'delete'],
  '*': interactions,
};

const parseInteractions = (text: string): readonly Interaction[] => firstVersion[text] ?? interactions.filter((interaction) => text.includes(interaction[0]!));

const decodeValue = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
};

/** Parses the filters; null where one is malformed, empty or repeated. */
const parseFilters = (query: string): readonly Filter[] | null => {
  const filters: Filter[] = [];
  for (const part of query.split('&')) {
    const [name = '', encoded = ''] = part.split(/=(.*)/s);
    const value = decodeValue(encoded);
    if (!FILTER_NAME.test(name) || value === null || value === '' || filters.some((filter) => filter.name === name)) return null;
    filters.push({ name, value });
  }
  return filters.sort((one, other) => (one.name < other.name ? -1 : 1));
};

/** Parses a SMART scope; null for any other text. Filters belong to version 2, and to one type of resource. */
export const parseSmartScope = (text: string): SmartScope | null => {
  const [, level, resourceType, named = '', query] = scopePattern.exec(text) ?? [];
  if (level === undefined || resourceType === undefined || text.length > LONGEST_SCOPE) return null;
  const filters = query === undefined ? [] : parseFilters(query.slice(1));
  if (filters === null || (filters.length > 0 && (named in firstVersion || resourceType === '*'))) return null;
  return { level: level as ScopeLevel, resourceType, interactions: parseInteractions(named), filters };
};

export const isSmartScope = (text: string): boolean => parseSmartScope(text) !== null;

/** Parses the SMART scopes of a list, and ignores the others. */
export const parseSmartScopes = (texts: readonly string[]): SmartScope[] => texts.map(parseSmartScope).filter((scope) => scope !== null);

/** Whether every filter of the wider set stands in the narrower set too: what meets the narrower set then meets the wider one. */
export const impliesFilters = (narrower: readonly Filter[], wider: readonly Filter[]): boolean =>
  wider.every(({ name, value }) => narrower.some((filter) => filter.name === name && filter.value === value));

/** Whether one scope grants everything that the other grants. */
export const coversScope = (wider: SmartScope, narrower: SmartScope): boolean =>
  wider.level === narrower.level &&
  (wider.resourceType === '*' || wider.resourceType === narrower.resourceType) &&
  narrower.interactions.every((interaction) => wider.interactions.includes(interaction)) &&
  impliesFilters(narrower.filters, wider.filters);

/** Whether the scopes of a list together grant everything that the scope grants: each of its interactions by one of them. */
export const coversTogether = (wider: readonly SmartScope[], narrower: SmartScope): boolean =>
  narrower.interactions.every((interaction) => wider.some((scope) => coversScope(scope, { ...narrower, interactions: [interaction] })));

/** Selects the asked scopes that the allowed scopes cover. Neither grows by it. */
export const selectCoveredScopes = (asked: readonly string[], allowed: readonly string[]): string[] => {
  const wider = parseSmartScopes(allowed);
  return asked.filter((text) => {
    const scope = parseSmartScope(text);
    return scope !== null && coversTogether(wider, scope);
  });
};
