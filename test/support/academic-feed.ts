import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { FeedUnreadable, openAafFiles } from '@timetable/directory-feeds';
import { memorySource } from '@timetable/formats/documents';
import { aafFile, type AafRequestDraft } from '@timetable/generator';
import type { FeedReport } from '@timetable/domain';
import { DirectoryFeedRepository, type Database, type SentFeed } from '@timetable/persistence';
import { declareCampusOf } from './declared-campus.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';
import { rowsOf } from './rows.js';

export const structure = (id: string, code: string, classes: readonly string[]): AafRequestDraft => ({
  ...{ operation: 'add', category: 'EtabEducNat', id },
  attributes: { ENTStructureUAI: [code], ENTStructureNomCourant: [id], ENTStructureClasses: classes },
});
export const pupil = (id: string, of: string, className: string | null, more = {}): AafRequestDraft => ({
  ...{ operation: 'add', category: 'Eleve', id },
  attributes: {
    ...{
      sn: [`NOM${id}`],
      givenName: ['Zoé'],
      ENTPersonDateNaissance: [dayOf(id)],
      ENTEleveINE: [`INE${id}`],
    },
    ...{ ENTPersonStructRattach: [of], ENTEleveClasses: className === null ? [] : [`${of}$${className}`] },
    ...more,
  },
});
export const dayOf = (id: string): string => `${String((Number(id) % 28) + 1).padStart(2, '0')}/05/2014`;
export const pupils = (count: number, of: string, className: string, from = 0): AafRequestDraft[] =>
  Array.from({ length: count }, (_, index) => pupil(`${from + index}`, of, className));
export const teacher = (id: string, ...of: string[]): AafRequestDraft => ({
  ...{ operation: 'add', category: 'PersEducNat', id },
  attributes: {
    sn: [`PROF${id}`],
    givenName: ['Élise'],
    ENTPersonFonctions: of.map((where) => `${where}$ENS$x`),
  },
});

export const feedFile = (kind: 'Complet' | 'Delta', category: string, text: string) => ({
  name: `ENT_${kind}_20261001_${category}_0000.xml`,
  source: memorySource(Buffer.from(text)),
});

export const sent = (files: Parameters<typeof openAafFiles>[0]): SentFeed => ({
  fileName: 'aaf',
  open: () => openAafFiles(files),
  refusalOf: (error) => (error instanceof FeedUnreadable ? error.sentence : undefined),
});
export const sentRequests = (kind: 'Complet' | 'Delta', requests: readonly AafRequestDraft[]): SentFeed =>
  sent(
    [...Map.groupBy(requests, (request) => request.category)].map(([category, some]) =>
      feedFile(kind, category, aafFile(some)),
    ),
  );

export const FEED_AT = new Date('2026-10-01T03:00:00Z');
export const FEED_ACTOR = { login: 'aaf', at: FEED_AT };

/** A database for the tests of a file, and for each of them two campuses of ours, 100 and 200 in the feed. */
export class AcademyOfTwo {
  #run = 0;
  #test: TestDatabase | undefined;

  constructor() {
    beforeAll(async () => {
      this.#test = await createTestDatabase();
    });
    afterAll(() => this.#test?.drop());
    beforeEach(async () => {
      this.#run += 1;
      await declareCampusOf(this.database, this.one, this.uai(1), FEED_ACTOR);
      await declareCampusOf(this.database, this.two, this.uai(2), FEED_ACTOR);
    });
    // Ids are a person's in the whole feed: those of another test would be somebody's too.
    afterEach(() =>
      this.database.sql.run('TRUNCATE feed_structure, person, directory_source, directory_feed'),
    );
  }

  get database(): Database {
    if (this.#test === undefined) throw new Error('The tests have not begun');
    return this.#test.database;
  }

  /** Code of the campus that is 100 in the feed. */
  get one(): string {
    return `un${this.#run}`;
  }

  /** Of that which is 200. */
  get two(): string {
    return `deux${this.#run}`;
  }

  uai(which: 1 | 2): string {
    return `${String(9000000 + this.#run * 10 + which)}A`;
  }

  schools(): AafRequestDraft[] {
    return [structure('100', this.uai(1), ['6A', '6B']), structure('200', this.uai(2), ['2A'])];
  }

  whole(): AafRequestDraft[] {
    return [
      ...this.schools(),
      ...pupils(20, '100', '6A'),
      ...pupils(15, '200', '2A', 50),
      teacher('900', '100', '200'),
    ];
  }

  load(
    kind: 'Complet' | 'Delta',
    requests: readonly AafRequestDraft[],
    options: { isPreview?: boolean; confirmed?: string[] } = {},
  ): Promise<FeedReport> {
    return new DirectoryFeedRepository(this.database).load(
      sentRequests(kind, requests),
      FEED_ACTOR,
      options.isPreview === true
        ? undefined
        : { actor: FEED_ACTOR, confirmed: new Set(options.confirmed ?? []) },
    );
  }

  people(campus: string): Promise<Record<string, unknown>[]> {
    return rowsOf(
      this.database.sql,
      `SELECT ent_id AS id, class_ent_id AS class FROM person WHERE campus_code = $1 AND present ORDER BY kind, ent_id`,
      [campus],
    );
  }
}
