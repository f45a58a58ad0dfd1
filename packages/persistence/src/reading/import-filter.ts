import type { ImportOrigin, ImportStatus, NextActor } from '@timetable/domain';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables } from '../tables.js';
import { isCalled } from './campus-called.js';

/** Which imports a list shows; what is undefined does not restrict. */
export interface ImportFilter {
  readonly campusCode?: string | undefined;
  /** Words of a code, a name or a UAI of the campus; lower case, without accents. */
  readonly campusWords?: readonly string[] | undefined;
  readonly statuses?: readonly ImportStatus[] | undefined;
  readonly nextActors?: readonly NextActor[] | undefined;
  readonly origin?: ImportOrigin | undefined;
  /** Login of the deposit account, or of the person. */
  readonly accountLogin?: string | undefined;
  /** An establishment id, or null for campus-wide files only. */
  readonly establishmentId?: string | null | undefined;
  /** Received at or after. */
  readonly from?: Date | undefined;
  /** Received before. */
  readonly to?: Date | undefined;
}

/** Place of a row in the list, latest first: the next page starts after it. */
export interface ImportPosition {
  readonly receivedAt: Date;
  readonly id: string;
}

/** As a condition on `import`. */
export function importMatches(
  filter: ImportFilter,
): (of: ExpressionBuilder<Tables, 'import'>) => Expression<SqlBool> {
  const { campusCode, campusWords = [], statuses, nextActors, origin } = filter;
  const { accountLogin, establishmentId, from, to } = filter;
  return (of) =>
    of.and([
      ...(campusCode === undefined ? [] : [of('import.campusCode', '=', campusCode)]),
      ...(campusWords.length === 0
        ? []
        : [
            of(
              'import.campusCode',
              'in',
              of
                .selectFrom('campus')
                .select('campus.code')
                .where((campus) => campus.and(campusWords.map(isCalled))),
            ),
          ]),
      ...(statuses === undefined ? [] : [of('import.status', '=', of.fn.any(of.val(statuses)))]),
      ...(nextActors === undefined ? [] : [of('import.nextActor', '=', of.fn.any(of.val(nextActors)))]),
      ...(origin === undefined ? [] : [of('import.origin', '=', origin)]),
      ...(accountLogin === undefined
        ? []
        : [
            of(
              'import.id',
              'in',
              of.selectFrom('deposit').select('deposit.id').where('deposit.accountLogin', '=', accountLogin),
            ),
          ]),
      ...(establishmentId === undefined
        ? []
        : [of('import.establishmentId', establishmentId === null ? 'is' : '=', establishmentId)]),
      ...(from === undefined ? [] : [of('import.receivedAt', '>=', from)]),
      ...(to === undefined ? [] : [of('import.receivedAt', '<', to)]),
    ]);
}
