import type { QueryBuilder } from '../query-builder.js';

export interface SubjectName {
  readonly code: string;
  readonly label: string;
}

/** What people call the subjects of these keys in these establishments, by key; deleted ones too, since history shows them. */
export async function readSubjectNames(
  query: QueryBuilder,
  establishmentIds: readonly string[],
  keys: readonly string[],
): Promise<ReadonlyMap<string, SubjectName>> {
  const rows = await query
    .selectFrom('subject')
    .select(['key', 'code', 'label'])
    .where((subject) => subject('establishmentId', '=', subject.fn.any(subject.val([...establishmentIds]))))
    .where((subject) => subject('key', '=', subject.fn.any(subject.val([...keys]))))
    .execute();
  return new Map(rows.map(({ key, ...name }) => [key, name]));
}
