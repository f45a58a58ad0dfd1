import type { DirectoryList, DirectorySource } from '@timetable/domain';
import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../database.js';
import { containing, folded, foldedName, rowCount } from '../query-builder.js';
import type { Tables } from '../tables.js';

/** A page of a list: entries whose name holds every word, after the one of that id. */
export interface DirectoryQuery {
  readonly words: readonly string[];
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface PersonFound {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly classId: string | null;
  readonly className: string | null;
}

export interface ClassFound {
  readonly id: string;
  readonly name: string;
  /** Code of its establishment. */
  readonly establishment: string;
}

/** What is present of one list, and from where it came, the latest first. */
export interface DirectoryListState {
  readonly count: number;
  readonly sources: readonly {
    readonly source: DirectorySource;
    /** Code of the establishment whose list it was; null: the whole campus. */
    readonly establishment: string | null;
    readonly loadedAt: Date;
  }[];
}

/** What the ENT lists of a campus, for people who look something up in it. */
export class DirectorySearch {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async state(campusCode: string): Promise<Readonly<Record<DirectoryList, DirectoryListState>>> {
    const { query } = this.#database;
    const people = await query
      .selectFrom('person')
      .select(['kind', rowCount.as('count')])
      .where('campusCode', '=', campusCode)
      .where('present', '=', true)
      .groupBy('kind')
      .execute();
    const classes = await query
      .selectFrom('class')
      .select(rowCount.as('count'))
      .where('campusCode', '=', campusCode)
      .where('present', '=', true)
      .executeTakeFirst();
    const users = await query
      .selectFrom('entUser')
      .select(rowCount.as('count'))
      .where('campusCode', '=', campusCode)
      .where('present', '=', true)
      .executeTakeFirst();
    const sources = await query
      .selectFrom('directorySource')
      .select(['list', 'source', 'establishmentId', 'loadedAt'])
      .where('campusCode', '=', campusCode)
      .orderBy('loadedAt', 'desc')
      .orderBy('establishmentId')
      .execute();
    const stateOf = (list: DirectoryList, count: number | undefined): DirectoryListState => ({
      count: count ?? 0,
      sources: sources
        .filter((row) => row.list === list)
        .map(({ source, establishmentId, loadedAt }) => ({
          source,
          establishment: establishmentId === '' ? null : establishmentId.slice(campusCode.length + 1),
          loadedAt,
        })),
    });
    return {
      teachers: stateOf('teachers', people.find(({ kind }) => kind === 'teacher')?.count),
      pupils: stateOf('pupils', people.find(({ kind }) => kind === 'pupil')?.count),
      classes: stateOf('classes', classes?.count),
      users: stateOf('users', users?.count),
    };
  }

  async people(
    campusCode: string,
    kind: 'teacher' | 'pupil',
    { words, after, limit }: DirectoryQuery,
  ): Promise<{ items: PersonFound[]; total: number }> {
    const matching = this.#database.query
      .selectFrom('person')
      .where('person.campusCode', '=', campusCode)
      .where('kind', '=', kind)
      .where('person.present', '=', true)
      .where((person) =>
        person.and(words.map((word) => person(foldedPerson(person), 'like', containing(word)))),
      );
    const items = await matching
      .$if(after !== undefined, (people) =>
        people.where((person) =>
          person(
            person.refTuple(foldedPerson(person), 'person.entId'),
            '>',
            person
              .selectFrom('person')
              .where('campusCode', '=', campusCode)
              .where('kind', '=', kind)
              .where('entId', '=', after ?? '')
              .select((last) => [foldedPerson(last).as('name'), 'entId'])
              .$asTuple('name', 'entId'),
          ),
        ),
      )
      .leftJoin('class', (join) =>
        join
          .onRef('class.campusCode', '=', 'person.campusCode')
          .onRef('class.entId', '=', 'person.classEntId'),
      )
      .select([
        'person.entId as id',
        'lastName',
        'firstName',
        'classEntId as classId',
        'class.name as className',
      ])
      .orderBy(foldedPerson)
      .orderBy('person.entId')
      .limit(limit)
      .execute();
    const { total } = await matching.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }

  async classes(
    campusCode: string,
    { words, after, limit }: DirectoryQuery,
  ): Promise<{ items: ClassFound[]; total: number }> {
    const name = (row: ExpressionBuilder<Tables, 'class'>) => folded(row.ref('class.name'));
    const matching = this.#database.query
      .selectFrom('class')
      .where('class.campusCode', '=', campusCode)
      .where('class.present', '=', true)
      .where((row) => row.and(words.map((word) => row(name(row), 'like', containing(word)))));
    const items = await matching
      .$if(after !== undefined, (rows) =>
        rows.where((row) =>
          row(
            row.refTuple('class.name', 'class.entId'),
            '>',
            row
              .selectFrom('class')
              .where('campusCode', '=', campusCode)
              .where('entId', '=', after ?? '')
              .select(['name', 'entId'])
              .$asTuple('name', 'entId'),
          ),
        ),
      )
      .innerJoin('establishment', 'establishment.id', 'class.establishmentId')
      .select(['class.entId as id', 'class.name', 'establishment.code as establishment'])
      .orderBy('class.name')
      .orderBy('class.entId')
      .limit(limit)
      .execute();
    const { total } = await matching.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }
}

const foldedPerson = (person: ExpressionBuilder<Tables, 'person'>) =>
  foldedName(person.ref('person.lastName'), person.ref('person.firstName'));
