import { Injectable } from '@nestjs/common';
import type { Group, Lock, Page, PageQuery, Session, SessionsQuery } from '@timetable/contracts';
import { IMPORT_STEP_LABELS } from '@timetable/domain';
import {
  GroupReader,
  LockReader,
  SchoolYearRepository,
  SessionReader,
  type CampusRecord,
  type EstablishmentRecord,
  type SchoolYearRecord,
  type SessionRecord,
} from '@timetable/persistence';
import { z } from 'zod';
import { invalidFields, notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { toPage } from '../http/page.js';
import { offsetInstant } from './offset-instant.js';

const cursorSchema = z.string();

/** Sessions, groups and lock of one establishment: what the other services of the ENT read. */
@Injectable()
export class TimetableService {
  constructor(
    private readonly sessionReader: SessionReader,
    private readonly groupReader: GroupReader,
    private readonly locks: LockReader,
    private readonly years: SchoolYearRepository,
  ) {}

  async sessions(
    campus: CampusRecord,
    establishment: EstablishmentRecord,
    query: SessionsQuery,
  ): Promise<Session[]> {
    const year = await this.#yearOf(establishment);
    const { from = year.startsOn, to = year.endsOn } = query;
    if (to < from) throw invalidFields([{ field: 'to', message: 'La fin précède le début.' }]);
    const sessions = await this.sessionReader.list({
      ...query,
      from,
      to,
      campusCode: campus.code,
      establishmentId: establishment.id,
    });
    return sessions.map(toSession);
  }

  async groups(
    campus: CampusRecord,
    establishment: EstablishmentRecord,
    { limit, cursor }: PageQuery,
  ): Promise<Page<Group>> {
    const year = await this.#yearOf(establishment);
    const found = await this.groupReader.list({
      campusCode: campus.code,
      establishmentId: establishment.id,
      schoolYear: year.label,
      after: decodeCursor(cursorSchema, cursor),
      limit,
    });
    return toPage(
      found,
      limit,
      (group) => ({ ...group, classes: [...group.classes], members: [...group.members] }),
      ({ key }) => key,
    );
  }

  async lock(establishment: EstablishmentRecord): Promise<Lock> {
    const lock = await this.locks.find(establishment.id);
    if (lock === undefined) return { locked: false };
    return {
      locked: true,
      importId: lock.importId,
      since: lock.since.toISOString(),
      ...(lock.step === null ? {} : { step: lock.step, stepLabel: IMPORT_STEP_LABELS[lock.step] }),
      by: lock.by,
    };
  }

  async #yearOf(establishment: EstablishmentRecord): Promise<SchoolYearRecord> {
    const year = await this.years.ofEstablishment(establishment.id);
    if (year === undefined) throw notFound('Cet établissement n’a pas d’année scolaire ouverte.');
    return year;
  }
}

const toSession = (session: SessionRecord): Session => ({
  id: session.id,
  date: session.date,
  start: offsetInstant(session.date, session.startMinute, session.startsAt),
  end: offsetInstant(session.date, session.endMinute, session.endsAt),
  subject: session.subject,
  teachers: [...session.teachers],
  classes: [...session.classes],
  groups: [...session.groups],
  rooms: [...session.rooms],
  state: session.state,
});
