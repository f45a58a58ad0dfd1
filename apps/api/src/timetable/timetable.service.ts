import { Inject, Injectable } from '@nestjs/common';
import type { Group, GroupsQuery, Lock, Page, Session, SessionPatch, User } from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import { IMPORT_STEP_LABELS } from '@timetable/domain';
import {
  GroupReader,
  LockReader,
  SchoolYearRepository,
  SessionEditRepository,
  SessionReader,
  type CampusRecord,
  type EstablishmentRecord,
  type GroupMemberRecord,
  type SessionEditResult,
} from '@timetable/persistence';
import { z } from 'zod';
import { invalidFields, notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { CLOCK } from '../ports/ports.module.js';
import { yearAsked } from '../school-year/year-asked.js';
import { toSession } from './session-view.js';

const cursorSchema = z.string();

/** Hand edits, groups and lock of one establishment. */
@Injectable()
export class TimetableService {
  constructor(
    private readonly sessionReader: SessionReader,
    private readonly groupReader: GroupReader,
    private readonly locks: LockReader,
    private readonly years: SchoolYearRepository,
    private readonly edits: SessionEditRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async editSession(
    { campus, establishment, id }: SessionPlace,
    { end, ...patch }: SessionPatch,
    user: User,
  ): Promise<Session> {
    if (!SESSION_ID.test(id)) throw unknownSession();
    const result = await this.edits.edit(
      {
        id,
        campusCode: campus.code,
        establishmentId: establishment.id,
        timeZone: establishment.timeZone,
      },
      { ...patch, ...(end !== undefined && { endMinute: minuteOf(end) }) },
      { login: user.login, at: this.clock.now() },
    );
    if (!result.edited) throw refusedEdit(result);
    const everyDay = { from: '0001-01-01', to: '9999-12-31' };
    const [session] = await this.sessionReader.list(
      { id, campusCode: campus.code, establishmentId: establishment.id, ...everyDay },
      1,
    );
    if (session === undefined) throw unknownSession();
    return toSession(session);
  }

  async groups(
    campus: CampusRecord,
    establishment: EstablishmentRecord,
    { limit, cursor, schoolYear }: GroupsQuery,
  ): Promise<Page<Group>> {
    const year = yearAsked(await this.years.ofEstablishment(establishment.id, this.clock.now()), schoolYear);
    const scope = {
      campusCode: campus.code,
      establishmentId: establishment.id,
      schoolYear: year.label,
      after: decodeCursor(cursorSchema, cursor),
    };
    return readPage(
      limit,
      (rows) => this.groupReader.list({ ...scope, limit: rows }),
      (group) => ({ ...group, classes: [...group.classes], members: group.members.map(toMember) }),
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
}

interface SessionPlace {
  readonly campus: CampusRecord;
  readonly establishment: EstablishmentRecord;
  readonly id: string;
}

const toMember = ({ absentSince, ...member }: GroupMemberRecord): Group['members'][number] => ({
  ...member,
  ...(absentSince !== null && { absentSince }),
});

const SESSION_ID = /^[1-9][0-9]{0,17}$/;

const unknownSession = () => notFound('Cette séance n’existe pas dans l’année en cours de l’établissement.');

/** @param time `HH:MM` */
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function refusedEdit(result: Exclude<SessionEditResult, { edited: true }>): Error {
  switch (result.reason) {
    case 'unknown_session':
      return unknownSession();
    case 'ends_before_start':
      return invalidFields([{ field: 'end', message: 'La séance doit finir après avoir commencé.' }]);
    case 'unknown_teachers':
      return invalidFields(
        result.ids.map((teacher) => ({
          field: 'teachers',
          message: `« ${teacher} » n’est pas un enseignant de l’annuaire.`,
        })),
      );
  }
}
