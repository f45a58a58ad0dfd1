import { Inject, Injectable } from '@nestjs/common';
import { MAX_SESSIONS, MAX_SESSIONS_PAGE, type Session, type SessionsQuery } from '@timetable/contracts';
import { localDateOf, weekOf } from '@timetable/domain';
import {
  SchoolYearRepository,
  SessionReader,
  type EstablishmentRecord,
  type SessionFilter,
} from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import { z } from 'zod';
import { invalidFields, notFound } from '../errors/api-error.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { CLOCK } from '../ports/ports.module.js';
import { toSession } from './session-view.js';

const cursorSchema = z.tuple([z.iso.date(), z.int().min(0).max(1440), z.string().regex(/^\d{1,18}$/)]);

/** Sessions, and what a client asks for to get those that follow; undefined: they are all there. */
export interface SessionList {
  readonly sessions: readonly Session[];
  readonly next: Readonly<Record<string, string>> | undefined;
}

/** The sessions of an establishment: what the other services of the ENT read most. */
@Injectable()
export class SessionListService {
  constructor(
    private readonly reader: SessionReader,
    private readonly years: SchoolYearRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param campusCode the establishment's */
  async list(
    campusCode: string,
    establishment: EstablishmentRecord,
    query: SessionsQuery,
  ): Promise<SessionList> {
    const days = await this.#daysOf(campusCode, establishment, query);
    if (days.to < days.from) throw invalidFields([{ field: 'to', message: 'La fin précède le début.' }]);
    const cursor = decodeCursor(cursorSchema, query.cursor);
    const filter: SessionFilter = {
      ...(await this.reader.references(campusCode, days, query)),
      ...days,
      room: query.room,
      campusCode,
      establishmentId: establishment.id,
      after: cursor && { date: cursor[0], startMinute: cursor[1], id: cursor[2] },
    };
    if (query.limit === undefined && cursor === undefined) return this.#whole(filter);
    return this.#page(filter, query, days);
  }

  /** Never a part that looks like all of it: who would not look for a next page is refused, and told how to ask. */
  async #whole(filter: SessionFilter): Promise<SessionList> {
    const rows = await this.reader.list(filter, MAX_SESSIONS + 1);
    if (rows.length <= MAX_SESSIONS) return { sessions: rows.map(toSession), next: undefined };
    const total = await this.reader.count(filter);
    throw invalidFields([
      {
        field: 'limit',
        message:
          `Cette demande donnerait ${total} séances, et une réponse en contient ${MAX_SESSIONS} au plus : ` +
          'raccourcissez la période, choisissez une classe, un enseignant ou un groupe, ou demandez-les page par page ' +
          `avec limit=${MAX_SESSIONS_PAGE} (l’adresse de la page suivante est dans l’en-tête Link).`,
      },
    ]);
  }

  async #page(
    filter: SessionFilter,
    { limit = MAX_SESSIONS_PAGE, class: className, teacher, group, room }: SessionsQuery,
    days: { readonly from: string; readonly to: string },
  ): Promise<SessionList> {
    const rows = await this.reader.list(filter, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    if (last === undefined || rows.length <= limit)
      return { sessions: shown.map(toSession), next: undefined };
    const given = Object.entries({ class: className, teacher, group, room }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return {
      sessions: shown.map(toSession),
      next: {
        // The days as they were understood: « the current week » may be another one by then.
        ...days,
        ...Object.fromEntries(given),
        limit: String(limit),
        cursor: encodeCursor([last.date, last.startMinute, last.id]),
      },
    };
  }

  async #daysOf(
    campusCode: string,
    establishment: EstablishmentRecord,
    { from, to }: SessionsQuery,
  ): Promise<{ from: string; to: string }> {
    if (from !== undefined && to !== undefined) return { from, to };
    if (from === undefined && to === undefined)
      return weekOf(localDateOf(this.clock.now(), establishment.timeZone));
    const calendar = await this.years.ofEstablishment(establishment.id, this.clock.now());
    if (calendar === undefined) throw notFound('Cet établissement n’a pas d’année scolaire ouverte.');
    const { label, startsOn, endsOn } = calendar.current;
    // Sessions before the year's first day, or after its last, are sessions like the others.
    const days = await this.reader.daysOfYear(campusCode, label);
    return { from: from ?? earliest(startsOn, days?.from), to: to ?? latest(endsOn, days?.to) };
  }
}

const earliest = (a: string, b = a): string => (b < a ? b : a);
const latest = (a: string, b = a): string => (b > a ? b : a);
