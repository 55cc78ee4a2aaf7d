/**
 * What is sealed, and how. A feature declares the columns of a table that hold notes or identifiers; the declaration gives the types of the parameters that
 * write them, and tells the job that seals older rows what to seal. Reading needs no declaration: every sealed text in a row is opened, wherever a statement
 * found it, in a history or a view as well.
 */
import { isSealed, UnknownDataKey, type ClinicKeys } from './clinic-keys.js';

/** The names of members of JSON that are notes; with the name of the member above and a full stop before them, where they are notes there alone. */
const noteMembers = new Set<string>();
/** The names of members of JSON that quote what was recorded, notes among it. */
const quoteMembers = new Set<string>();
/** The classes of bodies that have notes, by their prototypes. */
const notesOfClasses = new Map<object, Set<string>>();

/**
 * Declares that a property of a class is a note: a member of this name is sealed in every column of the type `sealed-notes`. Where `within` names a member,
 * that is so only of the object or the list of objects that this member is: elsewhere SQL may read a member of the same name.
 */
export const declareNote = (prototype: object, name: string, within?: string): void => {
  noteMembers.add(within === undefined ? name : `${within}.${name}`);
  notesOfClasses.set(prototype, (notesOfClasses.get(prototype) ?? new Set()).add(name));
};

/** Declares that members of these names, in columns of the type `sealed-quotes`, quote what was recorded. */
export const declareQuotes = (...names: readonly string[]): void => names.forEach((name) => quoteMembers.add(name));

/** Every class of a body that has notes, by its prototype, with the names of the notes. */
export const listNotes = (): ReadonlyMap<object, ReadonlySet<string>> => notesOfClasses;

interface Identified {
  system: string;
  value: string;
}

const isIdentified = (value: object): value is Identified =>
  typeof (value as Partial<Identified>).system === 'string' && typeof (value as Partial<Identified>).value === 'string';

const getIdentifierContext = ({ system }: Identified): string => `identifier ${system}`;

type Change = (value: unknown, context: string | null, keys: ClinicKeys) => unknown;

/** Seals a text, and leaves what is sealed already. */
const sealText: Change = (value, context, keys) => (typeof value === 'string' && !isSealed(value) ? keys.seal('t', value, context) : value);

const sealJson: Change = (value, context, keys) =>
  value === null || value === undefined || (typeof value === 'string' && isSealed(value)) ? value : keys.seal('j', JSON.stringify(value), context);

interface Member {
  name: string;
  value: unknown;
  /** The object that has the member. */
  object: object;
  /** The name of the member that the object stands in, by itself or in a list; null of the outermost object. */
  within: string | null;
}

/** Changes the objects inside a value, at any depth, and leaves the value itself as it is. */
const changeObjects = (value: unknown, change: (member: Member) => unknown, within: string | null = null): unknown => {
  if (Array.isArray(value)) return value.map((item) => changeObjects(item, change, within));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, change({ name, value: changeObjects(member, change, name), object: value, within })]),
  );
};

const sealMembers =
  (isSealedMember: (member: Member) => boolean): Change =>
  (value, context, keys) =>
    changeObjects(value, (changed) => {
      const member = changed.value;
      if (!isSealedMember(changed)) return member;
      return Array.isArray(member) ? member.map((item) => sealText(item, context, keys)) : sealText(member, context, keys);
    });

const isNoteMember = ({ name, within }: Member): boolean => noteMembers.has(name) || (within !== null && noteMembers.has(`${within}.${name}`));

const sealNotes = sealMembers(isNoteMember);

const sealQuotes = sealMembers((member) => isNoteMember(member) || quoteMembers.has(member.name));

const sealIdentifiers: Change = (value, _context, keys) =>
  changeObjects(value, ({ name, value: member, object }) =>
    name === 'value' && isIdentified(object) ? sealText(member, getIdentifierContext(object), keys) : member,
  );

/** Replaces the values of identifiers by their indexes, and keeps each value beside as `plain`. */
const indexIdentifiers: Change = (value, _context, keys) =>
  (value as Identified[]).map((identifier) => ({
    ...identifier,
    value: keys.computeIndex(getIdentifierContext(identifier), identifier.value),
    plain: identifier.value,
  }));

const indexIdentifier: Change = (value, _context, keys) => {
  const identifier = value as Identified;
  return keys.computeIndex(getIdentifierContext(identifier), identifier.value);
};

/** The types of parameters that are sealed, or made an index, before they are sent: what PostgreSQL gets, and how it is made. */
const sealings = {
  /** A text. */
  'sealed-text': { type: 'text', change: sealText },
  /** A value of JSON, sealed as a whole. */
  'sealed-json': { type: 'jsonb', change: sealJson },
  /** A value of JSON in which the notes are sealed, and what SQL reads is not. */
  'sealed-notes': { type: 'jsonb', change: sealNotes },
  /** A value of JSON in which the notes are sealed, and what quotes a record. */
  'sealed-quotes': { type: 'jsonb', change: sealQuotes },
  /** A value of JSON in which the values of identifiers are sealed. */
  'sealed-identifiers': { type: 'jsonb', change: sealIdentifiers },
  /** A list of identifiers by which they are found. */
  'identifier-indexes': { type: 'jsonb', change: indexIdentifiers },
  /** The index of one identifier. */
  'identifier-index': { type: 'text', change: indexIdentifier },
} as const;

type SealedType = keyof typeof sealings;

/** The JavaScript types of these parameters. */
export interface SealedParameterTypes {
  'sealed-text': string;
  'sealed-json': unknown;
  'sealed-notes': unknown;
  'sealed-quotes': unknown;
  'sealed-identifiers': unknown;
  'identifier-indexes': readonly Identified[];
  'identifier-index': Identified;
}

/** The type of the parameter without its mark, where it is sealed; null for any other. */
export const findSealedType = (declared: string): SealedType | null => {
  const bare = declared.replace(/\?$/, '');
  return bare in sealings ? (bare as SealedType) : null;
};

/** The type that PostgreSQL gets. */
export const getSentType = (type: SealedType): 'text' | 'jsonb' => sealings[type].type;

/** A value that is sealed before it is sent. */
export class ToSeal {
  constructor(
    private readonly type: SealedType,
    private readonly value: unknown,
    private readonly context: string | null,
  ) {}

  seal(keys: ClinicKeys): string {
    const changed = sealings[this.type].change(this.value, this.context, keys);
    return getSentType(this.type) === 'jsonb' ? JSON.stringify(changed) : (changed as string);
  }
}

export const needsSealing = (values: readonly unknown[]): boolean => values.some((value) => value instanceof ToSeal);

/** Seals what is to be sealed among the values of a statement. */
export const sealValues = (values: readonly unknown[], keys: ClinicKeys): readonly unknown[] =>
  values.map((value) => (value instanceof ToSeal ? value.seal(keys) : value));

type Container = Record<string | number, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value);

/** Visits each sealed text of a value, at any depth, and puts what the visitor returns in its place. */
const replaceSealed = (container: Container, replace: (sealed: string) => unknown): void => {
  const names = Array.isArray(container) ? container.keys() : Object.keys(container);
  for (const name of names) {
    const value = container[name];
    if (typeof value === 'string') {
      if (isSealed(value)) container[name] = replace(value);
    } else if (isContainer(value)) replaceSealed(value, replace);
  }
};

/** Whether a value has a sealed text, at any depth. */
const hasSealed = (value: unknown): boolean => {
  if (typeof value === 'string') return isSealed(value);
  return isContainer(value) && Object.values(value).some(hasSealed);
};

const openWith = (rows: readonly object[], keys: ClinicKeys): void => replaceSealed(rows as unknown as Container, (sealed) => keys.open(sealed));

/** Where the keys of a clinic come from. */
export interface KeySource {
  /** Finds the keys of a clinic without waiting; undefined where they must be loaded. */
  find(clinicId: string): ClinicKeys | undefined;
  /** Loads the keys of a clinic as the database has them now; null where there is no such clinic. */
  load(clinicId: string): Promise<ClinicKeys | null>;
}

const requireKeys = (keys: ClinicKeys | null): ClinicKeys => {
  if (keys === null) throw new Error('What is sealed belongs to a clinic that this database does not have.');
  return keys;
};

/** The keys of a clinic, loaded where need be. */
export const getKeys = async (clinicId: string | null, source: KeySource): Promise<ClinicKeys> =>
  requireKeys(clinicId === null ? null : (source.find(clinicId) ?? (await source.load(clinicId))));

/** Opens every sealed text of the rows, in place. A key that another process made a moment ago is loaded. */
export const openRows = async (rows: readonly object[], clinicId: string | null, source: KeySource): Promise<void> => {
  if (!hasSealed(rows)) return;
  try {
    openWith(rows, await getKeys(clinicId, source));
  } catch (error) {
    if (!(error instanceof UnknownDataKey) || clinicId === null) throw error;
    openWith(rows, requireKeys(await source.load(clinicId)));
  }
};

/** How the columns of a table are sealed, by the names of the columns. */
export type SealedColumns = Readonly<Record<string, SealedType>>;

const tables = new Map<string, SealedColumns>();

/** Every table with sealed columns, by its name. */
export const listSealedTables = (): ReadonlyMap<string, SealedColumns> => tables;

const toColumnName = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Declares the sealed columns of a table, once. Returns the types of the parameters that write them. */
export const declareSealedColumns = <const Declared extends Readonly<Record<string, SealedType | `${SealedType}?`>>>(
  table: string,
  declared: Declared,
): Declared => {
  if (tables.has(table)) throw new Error(`The sealed columns of ${table} are declared twice.`);
  tables.set(table, Object.fromEntries(Object.entries(declared).map(([name, type]) => [toColumnName(name), findSealedType(type)!])));
  return declared;
};

/** Seals a stored row: what is plain yet, and what an older data key sealed. */
export const resealRow = (columns: SealedColumns, row: Record<string, unknown>, context: string | null, keys: ClinicKeys): Record<string, unknown> => {
  const sealed = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, columns[name] === undefined ? value : sealings[columns[name]].change(value, context, keys)]),
  );
  const holder = structuredClone(sealed);
  replaceSealed(holder, (text) => keys.reseal(text));
  return holder;
};
