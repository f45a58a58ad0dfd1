import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ChangeKind, ChangeType } from '@timetable/domain';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from './import.entity.js';

/** A row of the plan: what an import changes, with enough to undo it. Sessions are found by `session.created_by`. */
export const ImportChangeEntity = defineEntity({
  name: 'ImportChange',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id'),
    kind: p.enum(
      closedSet<ChangeKind>({
        subject: true,
        service: true,
        closure: true,
        group: true,
        membership: true,
        session: true,
      }),
    ),
    type: p.enum(
      closedSet<ChangeType | 'edited_by_hand'>({
        created: true,
        modified: true,
        renamed: true,
        deleted: true,
        cancelled: true,
        revived: true,
        moved: true,
        // What nobody would call a change, and is brought up to date: listed only when asked for.
        unchanged: true,
        // A session that a person edited: what the import left alone, and what it would have made of it.
        edited_by_hand: true,
        kept: true,
      }),
    ),
    key: p.text(),
    label: p.text(),
    before: p.json<unknown>().strictNullable(),
    after: p.json<unknown>().strictNullable(),
  },
  indexes: [{ name: 'import_change_page', properties: ['importId', 'kind', 'type', 'id'] }],
});
