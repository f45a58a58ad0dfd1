import {
  DIRECTORY_LISTS,
  lossConfirmation,
  lossesToConfirm,
  type CombinedDirectory,
  type DirectoryList,
  type DirectoryLists,
  type DirectoryLoss,
  type DirectorySource,
} from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import { bumpVersion, lockCampus, type Actor } from '../campus/campus.repository.js';
import { replanHeldImports } from '../decisions/requeue.js';
import { lockCampusFences } from '../imports/fence.js';
import type { Transaction } from '../transaction.js';
import { followReplacedIds } from '../vie-scolaire/follow-replaced-ids.js';
import { ClassEntity } from './class.entity.js';
import type { DirectoryReplacement } from './directory-replacement.js';
import { EntUserEntity } from './ent-user.entity.js';
import { findReplacedIds } from './find-replaced-ids.js';
import { noteSource } from './note-source.js';
import { PersonEntity } from './person.entity.js';
import { compareRows, replaceRows, type UpsertCounts } from './replace-rows.js';

export type DirectoryUpsert = Readonly<Record<keyof DirectoryLists, UpsertCounts>>;

/** What became of a load: done, or left to be confirmed since it would take too much away. */
export type DirectoryLoad =
  | {
      readonly loaded: true;
      readonly counts: DirectoryUpsert;
      /** Held imports whose plan is being computed again. */
      readonly replannedImports: readonly string[];
    }
  | { readonly loaded: false; readonly losses: readonly DirectoryLoss[] };

/** What is loaded: whole lists, from where, and whose. */
export interface ListsToLoad {
  readonly lists: DirectoryReplacement;
  readonly given: readonly DirectoryList[];
  readonly extents: CombinedDirectory['extents'];
  readonly source: DirectorySource;
  /** Empty: the whole campus's. */
  readonly establishmentId: string;
  /** What is known, where it has been read. */
  readonly known?: DirectoryLists;
}

const TEACHERS = {
  entity: PersonEntity,
  kind: 'teacher',
  fields: ['lastName', 'firstName', 'birthDate', 'idpn', 'stsId', 'listedBy'],
} as const;
const PUPILS = {
  entity: PersonEntity,
  kind: 'pupil',
  fields: ['lastName', 'firstName', 'birthDate', 'idpn', 'nationalId', 'sieclId', 'classEntId', 'listedBy'],
} as const;
const CLASSES = { entity: ClassEntity, fields: ['name', 'establishmentId'] } as const;
const USERS = { entity: EntUserEntity, fields: ['lastName', 'firstName', 'email'] } as const;

/** The fences before the campus, as every writer does; then one directory at a time per campus. */
export async function lockDirectory(tx: Transaction, campusCode: string): Promise<void> {
  await lockCampusFences(tx, campusCode);
  await lockCampus(tx, campusCode);
}

/**
 * Loads whole lists, as `DirectoryRepository` says. The caller has locked the directory.
 * @param confirmation the losses that a person confirmed (`lossConfirmation`)
 */
export async function loadLists(
  tx: Transaction,
  campusCode: string,
  load: ListsToLoad,
  actor: Actor,
  confirmation: string | undefined,
): Promise<DirectoryLoad> {
  const { lists } = load;
  const pupils = lists.pupils?.map(({ classId, ...pupil }) => ({ ...pupil, classEntId: classId }));
  const comparisons = {
    teachers: await compareRows(tx, campusCode, TEACHERS, lists.teachers),
    pupils: await compareRows(tx, campusCode, PUPILS, pupils),
    classes: await compareRows(tx, campusCode, CLASSES, lists.classes),
    users: await compareRows(tx, campusCode, USERS, lists.users),
  };
  const replaced = await findReplacedIds(tx, campusCode, lists, comparisons, load.known);
  const losses = lossesToConfirm(
    DIRECTORY_LISTS.map((list) => {
      const { known, received, missing } = comparisons[list];
      return { list, known, received, ...load.extents[list], lost: missing - replaced.leaving[list] };
    }),
  );
  if (losses.length > 0 && confirmation !== lossConfirmation(losses)) return { loaded: false, losses };

  const on = (list: keyof DirectoryLists) => ({ replaced: replaced.ids[list], at: actor.at });
  const counts = {
    teachers: await replaceRows(tx, campusCode, TEACHERS, lists.teachers, on('teachers')),
    pupils: await replaceRows(tx, campusCode, PUPILS, pupils, on('pupils')),
    classes: await replaceRows(tx, campusCode, CLASSES, lists.classes, on('classes')),
    users: await replaceRows(tx, campusCode, USERS, lists.users, on('users')),
  };
  await followReplacedIds(tx, campusCode, replaced.ids);
  await noteSource(tx, campusCode, load, actor);
  const changed = DIRECTORY_LISTS.filter((list) => hasChanged(counts[list]));
  if (changed.length > 0) {
    recordAudit(tx, {
      at: actor.at,
      actor: actor.login,
      action: 'directory.replaced',
      campusCode,
      subject: campusCode,
      detail: { ...counts, source: load.source },
    });
  }
  // Users are nobody's pupil: no plan depends on them.
  const replannedImports = changed.some((list) => list !== 'users')
    ? await outdatePlans(tx, campusCode, actor.at)
    : [];
  return { loaded: true, counts, replannedImports };
}

const hasChanged = ({ created, updated, replaced, removed }: UpsertCounts): boolean =>
  created + updated + replaced + removed > 0;

async function outdatePlans(tx: Transaction, campusCode: string, at: Date): Promise<string[]> {
  await bumpVersion(tx, campusCode, 'directoryVersion');
  return replanHeldImports(tx, campusCode, at);
}
