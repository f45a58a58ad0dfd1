import type { DirectoryList } from './directory-source.js';
import { DIRECTORY_LISTS } from './directory-source.js';
import type { DirectoryLists, ReplacedIds } from './replaced-ids.js';

/** A field of somebody, or of a class, as people read it. */
export interface EntryFieldChange {
  readonly field: string;
  /** French. */
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ChangedEntry {
  /** « MARTIN Zoé », « 6A ». */
  readonly label: string;
  /** Empty for whoever appears or leaves. */
  readonly changes: readonly EntryFieldChange[];
}

/** What a load would do to one list. */
export interface ListChanges {
  /** Present before. */
  readonly known: number;
  /** Present after. */
  readonly present: number;
  readonly created: number;
  /** Known, and differing or back. */
  readonly changed: number;
  readonly unchanged: number;
  /** Known under another id: what refers to them follows. */
  readonly recognised: number;
  readonly gone: number;
  /** The first of each, in the order of the file. */
  readonly examples: Readonly<Record<'created' | 'changed' | 'gone', readonly ChangedEntry[]>>;
}

export type DirectoryChanges = Partial<Readonly<Record<DirectoryList, ListChanges>>>;

/** Enough to see what a file is about; nobody reads more before confirming. */
const MOST_EXAMPLES = 20;

/** Whatever may be said of an entry of any list, beside its id. */
interface Entry {
  readonly id: string;
  readonly absentSince?: string;
  readonly name?: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly stsId?: string;
  readonly nationalId?: string;
  readonly sieclId?: string;
  readonly classId?: string;
  readonly email?: string;
}

const FIELDS = {
  name: 'Nom',
  lastName: 'Nom',
  firstName: 'Prénom',
  birthDate: 'Date de naissance',
  idpn: 'Identifiant d’EDT',
  stsId: 'Identifiant STS',
  nationalId: 'INE',
  sieclId: 'Numéro SIECLE',
  classId: 'Classe',
  email: 'Adresse électronique',
} as const satisfies Partial<Record<keyof Entry, string>>;

type Field = keyof typeof FIELDS;
const isField = (field: string): field is Field => field in FIELDS;
const FIELD_NAMES = Object.keys(FIELDS).filter(isField);

/**
 * What becomes of each list that a load touches, by the rules by which it is then loaded.
 * @param after the lists as the load leaves them; those that are absent stay
 */
export function directoryChanges(
  before: DirectoryLists,
  after: Partial<DirectoryLists>,
  replaced: ReplacedIds,
): DirectoryChanges {
  const classNames = new Map([...before.classes, ...(after.classes ?? [])].map(({ id, name }) => [id, name]));
  const changes: { [List in DirectoryList]?: ListChanges } = {};
  for (const list of DIRECTORY_LISTS) {
    const now = after[list];
    if (now !== undefined) changes[list] = listChanges(before[list], now, replaced[list], classNames);
  }
  return changes;
}

function listChanges(
  before: readonly Entry[],
  after: readonly Entry[],
  replaced: ReadonlyMap<string, string>,
  classNames: ReadonlyMap<string, string>,
): ListChanges {
  const known = new Map(before.map((entry) => [entry.id, entry]));
  const formerOf = new Map([...replaced].map(([former, now]) => [now, former]));
  const examples: Record<'created' | 'changed' | 'gone', ChangedEntry[]> = {
    created: [],
    changed: [],
    gone: [],
  };
  const counts = { created: 0, changed: 0, unchanged: 0, recognised: 0, gone: 0 };
  const count = (
    what: 'created' | 'changed' | 'gone',
    entry: Entry,
    fields: readonly EntryFieldChange[] = [],
  ): void => {
    counts[what] += 1;
    if (examples[what].length < MOST_EXAMPLES)
      examples[what].push({ label: labelOf(entry), changes: fields });
  };
  const staying = new Set(after.map(({ id }) => id));
  for (const entry of after) {
    const former = known.get(entry.id) ?? known.get(formerOf.get(entry.id) ?? '');
    if (former === undefined) {
      count('created', entry);
      continue;
    }
    if (former.id !== entry.id) counts.recognised += 1;
    const fields = fieldChanges(former, entry, classNames);
    if (fields.length > 0 || former.absentSince !== undefined) count('changed', entry, fields);
    else if (former.id === entry.id) counts.unchanged += 1;
  }
  for (const entry of before)
    if (entry.absentSince === undefined && !staying.has(entry.id) && !replaced.has(entry.id))
      count('gone', entry);
  const present = before.filter(({ absentSince }) => absentSince === undefined).length;
  return { known: present, present: after.length, ...counts, examples };
}

const labelOf = ({ name, lastName = '', firstName = '' }: Entry): string =>
  name ?? `${lastName.toUpperCase()} ${firstName}`.trim();

function fieldChanges(
  before: Entry,
  after: Entry,
  classNames: ReadonlyMap<string, string>,
): EntryFieldChange[] {
  const shown = (field: Field, entry: Entry): string | null => {
    const value = entry[field];
    if (value === undefined) return null;
    if (field === 'classId') return classNames.get(value) ?? null;
    return field === 'birthDate' ? value.split('-').reverse().join('/') : value;
  };
  return FIELD_NAMES.flatMap((field) => {
    const [was, is] = [shown(field, before), shown(field, after)];
    return was === is ? [] : [{ field, label: FIELDS[field], before: was, after: is }];
  });
}
