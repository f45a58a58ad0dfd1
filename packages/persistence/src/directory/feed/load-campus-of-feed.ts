import {
  lossConfirmation,
  overlayFeed,
  replacedIds,
  type DirectoryLists,
  type DirectoryLoss,
} from '@timetable/domain';
import type { Actor } from '../../campus/campus.repository.js';
import type { Transaction } from '../../transaction.js';
import { presentLists, readLockedLists } from '../find-replaced-ids.js';
import { loadLists, lockDirectory, type DirectoryLoad, type ListsToLoad } from '../load-lists.js';
import { readStagedCampus } from './staged-campus.js';

/**
 * Loads one campus of a feed as a directory of its own is loaded: whoever has another id is recognised, and what refers to
 * them follows.
 * @param isConfirmed whether a person has confirmed these losses
 */
export async function loadCampusOfFeed(
  tx: Transaction,
  campusCode: string,
  isComplete: boolean,
  actor: Actor,
  isConfirmed: (losses: readonly DirectoryLoss[]) => boolean,
): Promise<DirectoryLoad> {
  await lockDirectory(tx, campusCode);
  const known = await readLockedLists(tx, campusCode);
  const staged = await readStagedCampus(tx, campusCode, isComplete);
  const laid = (formerOf?: DirectoryFormers): Pick<DirectoryLists, 'teachers' | 'pupils' | 'classes'> => ({
    teachers: overlayFeed(known.teachers, staged.teachers, staged.coverage, formerOf?.teachers),
    pupils: overlayFeed(known.pupils, staged.pupils, staged.coverage, formerOf?.pupils),
    classes: [
      ...presentLists(known).classes.filter(
        ({ id, establishmentId }) =>
          !staged.classEstablishmentIds.includes(establishmentId) &&
          !staged.classes.some((row) => row.id === id),
      ),
      ...staged.classes,
    ],
  });
  const { teachers, pupils } = replacedIds(known, { ...presentLists(known), ...laid() });
  const lists = laid({ teachers: inverted(teachers), pupils: inverted(pupils) });
  const load: ListsToLoad = {
    ...{ lists, known, extents: {}, establishmentId: '' },
    given: ['teachers', 'pupils', 'classes'],
    source: 'aaf',
  };
  const done = await loadLists(tx, campusCode, load, actor, undefined);
  if (done.loaded || !isConfirmed(done.losses)) return done;
  return loadLists(tx, campusCode, load, actor, lossConfirmation(done.losses));
}

type DirectoryFormers = Readonly<Record<'teachers' | 'pupils', ReadonlyMap<string, string>>>;

const inverted = (pairs: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...pairs].map(([former, now]) => [now, former]));
