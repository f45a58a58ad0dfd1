import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DirectoryList, DirectorySource } from '@timetable/domain';
import { CampusEntity } from '../campus/campus.entity.js';
import { closedSet } from '../closed-set.js';

/** From where a list of the directory came the last time that it was loaded. */
export const DirectorySourceEntity = defineEntity({
  name: 'DirectorySource',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    list: p
      .enum(closedSet<DirectoryList>({ teachers: true, pupils: true, classes: true, users: true }))
      .primary(),
    /** Whose list it is; empty: of the whole campus. */
    establishmentId: p.text().primary(),
    source: p.enum(closedSet<DirectorySource>({ rest: true, csv: true, siecle: true, sts: true, aaf: true })),
    loadedAt: p.datetime(6),
    /** Login of the person, or what program. */
    loadedBy: p.text(),
  },
});
