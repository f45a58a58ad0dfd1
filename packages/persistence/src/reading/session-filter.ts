import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Tables } from '../tables.js';
import type { SessionReferences } from './session-references.js';

/** What a timetable shows; everything but the establishment and the days is optional. */
export interface SessionFilter extends SessionReferences {
  readonly establishmentId: string;
  readonly campusCode: string;
  /** Local dates, both included. */
  readonly from: string;
  readonly to: string;
  /** Exact name. */
  readonly room?: string | undefined;
  /** One session. */
  readonly id?: string | undefined;
  /** The last session of the page before. */
  readonly after?: SessionPosition | undefined;
}

/** Place of a session in calendar order. */
export interface SessionPosition {
  readonly date: string;
  readonly startMinute: number;
  readonly id: string;
}

/** As a condition on `session`. */
export function sessionMatches(
  filter: SessionFilter,
): (of: ExpressionBuilder<Tables, 'session'>) => Expression<SqlBool> {
  const { campusCode, establishmentId, from, to, after, room, id } = filter;
  const { classes, groupsOfClasses = [], teachers, groups } = filter;
  return (of) =>
    of.and([
      of('campusCode', '=', campusCode),
      of('establishmentIds', '@>', of.val([establishmentId])),
      // The index is on the day: said again, so that a page does not read those before it.
      of.between('date', after === undefined ? from : after.date, to),
      ...(classes === undefined
        ? []
        : [of.or([of('classes', '&&', texts(classes)), of('groups', '&&', texts(groupsOfClasses))])]),
      ...(teachers === undefined ? [] : [of('teachers', '&&', texts(teachers))]),
      ...(groups === undefined ? [] : [of('groups', '&&', texts(groups))]),
      ...(room === undefined ? [] : [of(of.val(room), '=', of.fn.any('rooms'))]),
      ...(id === undefined ? [] : [of('id', '=', id)]),
      ...(after === undefined
        ? []
        : [
            of(
              of.refTuple('date', 'startMinute', 'id'),
              '>',
              of.tuple(of.val(after.date), of.val(after.startMinute), of.val(after.id)),
            ),
          ]),
    ]);
}

/** Cast, so that an empty one is an array of texts too. */
const texts = (items: readonly string[]) => sql<string[]>`${items}::text[]`;
