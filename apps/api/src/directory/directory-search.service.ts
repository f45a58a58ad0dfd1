import { Injectable } from '@nestjs/common';
import type {
  DirectoryClassRow,
  DirectoryListStateView,
  DirectoryPupilRow,
  DirectorySearchQuery,
  DirectoryState,
  DirectoryTeacherRow,
  DirectoryUser,
  Page,
} from '@timetable/contracts';
import { DIRECTORY_SOURCE_LABELS, normaliseName } from '@timetable/domain';
import {
  DirectoryRepository,
  DirectorySearch,
  type CampusRecord,
  type DirectoryListState,
  type DirectoryQuery,
  type PersonFound,
} from '@timetable/persistence';
import { z } from 'zod';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';

const cursorSchema = z.string();

/** What the directory lists, for people who look something up in it. */
@Injectable()
export class DirectorySearchService {
  constructor(
    private readonly search: DirectorySearch,
    private readonly directory: DirectoryRepository,
  ) {}

  async state({ code }: CampusRecord): Promise<DirectoryState> {
    const { teachers, pupils, classes, users } = await this.search.state(code);
    return {
      teachers: listState(teachers),
      pupils: listState(pupils),
      classes: listState(classes),
      users: listState(users),
    };
  }

  teachers({ code }: CampusRecord, query: DirectorySearchQuery): Promise<Page<DirectoryTeacherRow>> {
    return page(query, (asked) => this.search.people(code, 'teacher', asked), toTeacher);
  }

  pupils({ code }: CampusRecord, query: DirectorySearchQuery): Promise<Page<DirectoryPupilRow>> {
    return page(
      query,
      (asked) => this.search.people(code, 'pupil', asked),
      (pupil) => pupil,
    );
  }

  classes({ code }: CampusRecord, query: DirectorySearchQuery): Promise<Page<DirectoryClassRow>> {
    return page(
      query,
      (asked) => this.search.classes(code, asked),
      (row) => row,
    );
  }

  users({ code }: CampusRecord, query: DirectorySearchQuery): Promise<Page<DirectoryUser>> {
    return page(
      query,
      (asked) => this.directory.searchUsers(code, asked),
      (user) => user,
    );
  }
}

function page<Row extends { readonly id: string }, Item>(
  { q, limit, cursor }: DirectorySearchQuery,
  find: (asked: DirectoryQuery) => Promise<{ readonly items: readonly Row[]; readonly total: number }>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const words = normaliseName(q).split(' ');
  const after = decodeCursor(cursorSchema, cursor);
  return readPage(
    limit,
    (rows) => find({ words, after, limit: rows }),
    toItem,
    ({ id }) => id,
  );
}

const toTeacher = ({ id, lastName, firstName }: PersonFound): DirectoryTeacherRow => ({
  id,
  lastName,
  firstName,
});

function listState({ count, sources }: DirectoryListState): DirectoryListStateView {
  const all = sources.map(({ source, establishment, loadedAt }) => ({
    ...{ source, sourceLabel: DIRECTORY_SOURCE_LABELS[source], establishment },
    loadedAt: loadedAt.toISOString(),
  }));
  const [latest] = all;
  return {
    count,
    source: latest?.source ?? null,
    sourceLabel: latest?.sourceLabel ?? null,
    loadedAt: latest?.loadedAt ?? null,
    sources: all,
  };
}
