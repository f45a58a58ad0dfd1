import type {
  DirectoryList,
  GivenClass,
  GivenDirectory,
  GivenPupil,
  GivenTeacher,
  GivenUser,
} from '@timetable/domain';
import { parseDay } from '../feed-dates.js';
import type { FeedProblems } from '../feed-problems.js';
import type { CsvColumn } from './csv-columns.js';
import { isSpoiltByTyping } from './spoilt-class.js';

interface Row {
  readonly line: number;
  /** Undefined: empty, or no such column. */
  readonly value: (column: CsvColumn) => string | undefined;
}

interface Table {
  readonly has: (column: CsvColumn) => boolean;
  readonly problems: FeedProblems;
}

interface CsvReader {
  readonly required: readonly { readonly title: string; readonly anyOf: readonly CsvColumn[] }[];
  readonly read: (rows: readonly Row[], table: Table) => GivenDirectory;
}

const LAST_NAME = { title: 'Nom', anyOf: ['lastName'] } as const;
const FIRST_NAME = { title: 'Prénom', anyOf: ['firstName'] } as const;

/** How each list is read of its table. */
export const CSV_READERS: Readonly<Record<DirectoryList, CsvReader>> = {
  teachers: {
    required: [LAST_NAME, FIRST_NAME],
    read: (rows, table) => ({ teachers: each(rows, table, teacherOf) }),
  },
  pupils: {
    required: [LAST_NAME, FIRST_NAME],
    read: (rows, table) => ({ pupils: each(rows, table, pupilOf) }),
  },
  classes: {
    required: [{ title: 'Classe', anyOf: ['className', 'lastName'] }],
    read: (rows, table) => ({ classes: each(rows, table, classOf) }),
  },
  users: {
    required: [LAST_NAME, FIRST_NAME, { title: 'Adresse électronique', anyOf: ['email'] }],
    read: (rows, table) => ({ users: each(rows, table, userOf) }),
  },
};

function each<Given extends { readonly id?: string }>(
  rows: readonly Row[],
  table: Table,
  read: (row: Row, table: Table) => Given | undefined,
): Given[] {
  const lines = new Map<string, number>();
  return rows.flatMap((row) => {
    const given = read(row, table);
    if (given?.id === undefined) return given ?? [];
    const before = lines.get(given.id);
    if (before !== undefined) {
      table.problems.report(
        row.line,
        `Cet identifiant est déjà celui de la ligne ${before} : la ligne est laissée de côté.`,
      );
      return [];
    }
    lines.set(given.id, row.line);
    return given;
  });
}

function nameOf(
  { line, value }: Row,
  { problems }: Table,
): { lastName: string; firstName: string; id?: string } | undefined {
  const [lastName, firstName, id] = [value('lastName'), value('firstName'), value('id')];
  if (lastName === undefined || firstName === undefined) {
    const missing = lastName === undefined ? 'Le nom' : 'Le prénom';
    problems.report(line, `${missing} manque : la ligne est laissée de côté.`);
    return undefined;
  }
  const longest = Math.max(lastName.length, firstName.length);
  if (longest > 200 || (id?.length ?? 0) > 128) {
    problems.report(line, 'Le nom, le prénom ou l’identifiant est démesuré : la ligne est laissée de côté.');
    return undefined;
  }
  return { lastName, firstName, ...(id !== undefined && { id }) };
}

function birthOf({ line, value }: Row, { problems }: Table): { birthDate?: string } {
  const text = value('birthDate');
  if (text === undefined) return {};
  const birthDate = parseDay(text);
  if (birthDate !== undefined) return { birthDate };
  problems.report(
    line,
    `La date de naissance « ${text.slice(0, 20)} » n’est pas une date (jj/mm/aaaa) : la personne est gardée sans elle.`,
  );
  return {};
}

function teacherOf(row: Row, table: Table): GivenTeacher | undefined {
  const name = nameOf(row, table);
  const stsId = row.value('stsId');
  return name && { ...name, ...birthOf(row, table), ...(stsId !== undefined && { stsId }) };
}

function pupilOf(row: Row, table: Table): GivenPupil | undefined {
  const name = nameOf(row, table);
  const [nationalId, sieclId] = [row.value('nationalId'), row.value('sieclId')];
  return (
    name && {
      ...name,
      ...birthOf(row, table),
      ...(table.has('className') && classNameOf(row, table)),
      ...(nationalId !== undefined && { nationalId }),
      ...(sieclId !== undefined && { sieclId }),
    }
  );
}

/** Of a class that nobody can read, nothing is said: the pupil stays where the ENT knows them. */
function classNameOf({ line, value }: Row, { problems }: Table): { className?: string | null } {
  const className = value('className') ?? null;
  if (className === null || !isSpoiltByTyping(className)) return { className };
  problems.report(line, `${spoilt(className)} : la personne est gardée sans que sa classe change.`);
  return {};
}

const spoilt = (name: string): string =>
  `La classe « ${name.slice(0, 20)} » a été transformée par le tableur (6E1 devient 6,00E+01) ; mettez la colonne au format texte`;

function classOf({ line, value }: Row, { problems }: Table): GivenClass | undefined {
  const [name, id] = [value('className') ?? value('lastName'), value('id')];
  if (name === undefined) {
    problems.report(line, 'Le nom de la classe manque : la ligne est laissée de côté.');
    return undefined;
  }
  if (isSpoiltByTyping(name)) {
    problems.report(line, `${spoilt(name)} : la ligne est laissée de côté.`);
    return undefined;
  }
  return { name, ...(id !== undefined && { id }) };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function userOf(row: Row, table: Table): GivenUser | undefined {
  const name = nameOf(row, table);
  if (name === undefined) return undefined;
  const email = row.value('email');
  if (email !== undefined && EMAIL.test(email)) return { ...name, email };
  const what =
    email === undefined ? 'L’adresse électronique manque' : 'L’adresse électronique n’est pas valable';
  table.problems.report(row.line, `${what} : la ligne est laissée de côté.`);
  return undefined;
}
