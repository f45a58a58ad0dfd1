import {
  normaliseName,
  unmatchedReference,
  type Distinction,
  type MatchedBy,
  type MatchKind,
} from '@timetable/domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';
import { rowCount, type QueryBuilder } from '../query-builder.js';
import { namingKey, sessionsNaming, type SessionsNaming } from '../vie-scolaire/sessions-naming.js';
import { readEntNames, type EntNames } from './ent-names.reader.js';
import { readDistinctions } from './match-candidates.js';
import { readSubjectNames } from './subjects.js';

export type MatchState = 'matched' | 'unmatched' | 'ambiguous' | 'decided';

/** Somebody or something of the ENT, by name; `absentSince` is set for what has left the directory. */
export interface EntReference {
  readonly id: string;
  readonly name: string;
  readonly absentSince?: string;
}

export interface MatchCandidate extends EntReference {
  readonly distinction: Distinction | undefined;
}

/** A link between a row of the files and the ENT, as the workbench shows it. */
export interface MatchRecord {
  readonly kind: MatchKind;
  readonly key: string;
  readonly label: string;
  readonly state: MatchState;
  readonly target: MatchCandidate | null;
  readonly candidates: readonly MatchCandidate[];
  readonly by: MatchedBy;
  /** Code of MATCH_REASONS: why only a person can choose among the candidates. */
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** How many sessions to come name it; null for pupils, whom sessions do not name. */
  readonly sessions: number | null;
  /** Labels of the subjects of most of those sessions. */
  readonly subjects: readonly string[];
}

export interface MatchFilter {
  readonly campusCode: string;
  readonly kind?: MatchKind | undefined;
  readonly state?: MatchState | undefined;
  /** Words of the label, in any order; case and accents do not count. */
  readonly text?: string | undefined;
}

export interface MatchCount {
  readonly kind: MatchKind;
  readonly state: MatchState;
  readonly count: number;
}

type MatchRow = Omit<MatchRecord, 'target' | 'candidates' | 'sessions' | 'subjects'> & {
  readonly targetId: string | null;
  readonly candidates: readonly string[];
};

/** In the order of the workbench: what needs a decision first. */
const STATES: readonly MatchState[] = ['ambiguous', 'unmatched', 'decided', 'matched'];
const KINDS: readonly MatchKind[] = ['class', 'teacher', 'group', 'pupil'];

/** The match workbench: what the last imports found, with what helps to decide. */
export class MatchReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What needs a decision first: ambiguous, unmatched, then the rest; by kind and label. */
  async list(
    filter: MatchFilter,
    page: { readonly offset: number; readonly limit: number; readonly today: string },
  ): Promise<{ items: MatchRecord[]; total: number }> {
    const { campusCode, state } = filter;
    const found = (await this.#found(filter)).$if(state !== undefined, (matches) =>
      matches.where('state', '=', state ?? 'unmatched'),
    );
    const rows = await found
      .selectAll()
      .orderBy((match) => sql`array_position(${STATES}::text[], ${match.ref('state')})`)
      .orderBy((match) => sql`array_position(${KINDS}::text[], ${match.ref('kind')})`)
      .orderBy('label')
      .orderBy('key')
      .offset(page.offset)
      .limit(page.limit)
      .execute();
    const { total } = await found.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items: await this.#described(campusCode, rows, page.today), total };
  }

  /** Of each kind and state that there is, whatever the filter says of them. */
  async count({ campusCode, text }: Pick<MatchFilter, 'campusCode' | 'text'>): Promise<MatchCount[]> {
    const found = await this.#found({ campusCode, text });
    return found
      .select(['kind', 'state', rowCount.as('count')])
      .groupBy(['kind', 'state'])
      .execute();
  }

  async find(
    campusCode: string,
    kind: MatchKind,
    key: string,
    today: string,
  ): Promise<MatchRecord | undefined> {
    const row = await selectMatches(this.#database.query, campusCode)
      .where('kind', '=', kind)
      .where('key', '=', key)
      .executeTakeFirst();
    return row && (await this.#described(campusCode, [row], today))[0];
  }

  async #found({ campusCode, kind, text }: Omit<MatchFilter, 'state'>) {
    const keys = text === undefined ? undefined : await this.#labelled(campusCode, text);
    return this.#database.query
      .selectFrom(selectMatches(this.#database.query, campusCode).as('found'))
      .$if(kind !== undefined, (matches) => matches.where('kind', '=', kind ?? 'pupil'))
      .$if(keys !== undefined, (matches) =>
        matches.where((match) => match(kindAndKey, '=', match.fn.any(match.val(keys ?? [])))),
      );
  }

  /** Here and not in SQL: names are compared as matching compares them. A campus has some thousand. */
  async #labelled(campusCode: string, text: string): Promise<string[]> {
    const words = normaliseName(text).split(' ');
    const rows = await this.#database.query
      .selectFrom('match')
      .where('campusCode', '=', campusCode)
      .select(['label', kindAndKey.as('id')])
      .execute();
    return rows.flatMap(({ label, id }) => {
      const name = normaliseName(label);
      return words.every((word) => name.includes(word)) ? [id] : [];
    });
  }

  async #described(campusCode: string, rows: readonly MatchRow[], today: string): Promise<MatchRecord[]> {
    const ids = (kind: MatchKind): string[] =>
      rows
        .filter((row) => row.kind === kind)
        .flatMap(({ targetId, candidates }) => [...candidates, ...(targetId === null ? [] : [targetId])]);
    const { query, sql: statements } = this.#database;
    const wanted = {
      ...{ teachers: ids('teacher'), pupils: ids('pupil') },
      ...{ classes: ids('class'), groups: ids('group') },
    };
    const [names, distinctions, naming] = await Promise.all([
      readEntNames(query, campusCode, wanted),
      readDistinctions(query, campusCode, wanted),
      sessionsNaming(statements, campusCode, rows.map(referenceOf), today),
    ]);
    const subjects = await this.#subjectLabels(campusCode, [...naming.values()]);
    return rows.map(({ targetId, candidates, ...row }) => {
      const named = (id: string): MatchCandidate => {
        const absentSince = names.absentSince.get(`${row.kind}:${id}`);
        const name = namesOf(names, row.kind).get(id) ?? id;
        const distinction = distinctions.get(`${row.kind}:${id}`);
        return { id, name, distinction, ...(absentSince !== undefined && { absentSince }) };
      };
      const worth = naming.get(namingKey(row.kind, referenceOf({ ...row, targetId })));
      return {
        ...row,
        target: targetId === null ? null : named(targetId),
        candidates: candidates.map(named),
        sessions: row.kind === 'pupil' ? null : (worth?.sessions ?? 0),
        subjects: (worth?.subjectKeys ?? []).map((key) => subjects.get(key)?.label ?? key),
      };
    });
  }

  async #subjectLabels(campusCode: string, naming: readonly SessionsNaming[]) {
    const { query } = this.#database;
    const establishments = await query
      .selectFrom('establishment')
      .where('campusCode', '=', campusCode)
      .select('id')
      .execute();
    const keys = [...new Set(naming.flatMap(({ subjectKeys }) => subjectKeys))];
    return readSubjectNames(
      query,
      establishments.map(({ id }) => id),
      keys,
    );
  }
}

/** How sessions refer to it. */
const referenceOf = ({ kind, key, targetId }: Pick<MatchRow, 'kind' | 'key' | 'targetId'>): string =>
  targetId ?? (kind === 'pupil' ? key : unmatchedReference(kind, key));

const kindAndKey = sql<string>`kind || ':' || key`;

function namesOf(names: EntNames, kind: MatchKind): ReadonlyMap<string, string> {
  switch (kind) {
    case 'teacher':
      return names.teachers;
    case 'pupil':
      return names.pupils;
    case 'class':
      return names.classes;
    case 'group':
      return names.groups;
  }
}

const selectMatches = (query: QueryBuilder, campusCode: string) =>
  query
    .selectFrom('match')
    .where('campusCode', '=', campusCode)
    .select(['kind', 'key', 'label', 'targetId', 'candidates', 'by', 'decidedBy', 'decidedAt'])
    .select((match) => [
      match.case().when('by', '=', 'none').then(match.ref('reason')).end().as('reason'),
      sql<MatchState>`CASE WHEN ${match.ref('by')} = 'decision' THEN 'decided'
                           WHEN ${match.ref('targetId')} IS NOT NULL THEN 'matched'
                           WHEN cardinality(${match.ref('candidates')}) > 0 THEN 'ambiguous'
                           ELSE 'unmatched' END`.as('state'),
    ]);
