import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import { containing, folded } from '../query-builder.js';
import type { Tables } from '../tables.js';

/** Of a `campus` row: a code, a name or a UAI, of its own or of an establishment, has the word; lower case, without accents. */
export function isCalled(word: string): Expression<SqlBool> {
  const of = expressionBuilder<Tables, 'campus'>();
  return of.or([
    of(folded(of.ref('campus.code')), 'like', containing(word)),
    of(folded(of.ref('campus.name')), 'like', containing(word)),
    of.exists(
      of
        .selectFrom('establishment')
        .select('establishment.id')
        .whereRef('establishment.campusCode', '=', 'campus.code')
        .where((own) =>
          own.or(
            (['establishment.code', 'establishment.name', 'establishment.uai'] as const).map((column) =>
              own(folded(own.ref(column)), 'like', containing(word)),
            ),
          ),
        ),
    ),
  ]);
}
