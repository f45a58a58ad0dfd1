import type { DirectoryList, DirectorySource } from '@timetable/domain';
import type { Actor } from '../campus/campus.repository.js';
import type { Transaction } from '../transaction.js';

/** Remembers from where lists came. One of the whole campus stands for those of its establishments. */
export async function noteSource(
  { query }: Transaction,
  campusCode: string,
  load: {
    readonly given: readonly DirectoryList[];
    readonly source: DirectorySource;
    /** Empty: the whole campus. */
    readonly establishmentId: string;
  },
  actor: Actor,
): Promise<void> {
  for (const list of load.given) {
    // Users are nobody's but the campus's.
    const establishmentId = list === 'users' ? '' : load.establishmentId;
    await query
      .deleteFrom('directorySource')
      .where('campusCode', '=', campusCode)
      .where('list', '=', list)
      .$if(establishmentId !== '', (former) => former.where('establishmentId', '=', establishmentId))
      .execute();
    await query
      .insertInto('directorySource')
      .values({
        campusCode,
        list,
        establishmentId,
        source: load.source,
        loadedAt: actor.at,
        loadedBy: actor.login,
      })
      .execute();
  }
}
