import { Injectable } from '@nestjs/common';
import type { AuditRow, Page, PageQuery } from '@timetable/contracts';
import { auditSentence } from '@timetable/domain';
import { AuditReader, type CampusRecord } from '@timetable/persistence';
import { z } from 'zod';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';

const cursorSchema = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

/** Who did what in a campus. */
@Injectable()
export class AuditService {
  constructor(private readonly reader: AuditReader) {}

  list(campus: CampusRecord, { limit, cursor }: PageQuery): Promise<Page<AuditRow>> {
    const position = decodeCursor(cursorSchema, cursor);
    const after = position && { at: new Date(position[0]), id: position[1] };
    const names = new Map(campus.establishments.map(({ id, name }) => [id, name]));
    return readPage(
      limit,
      (most) => this.reader.list(campus.code, { after, limit: most }),
      ({ at, actor, actorName, action, subject, detail }) => ({
        at: at.toISOString(),
        by: actor,
        byName: actorName,
        action,
        sentence: auditSentence({ action, subject, detail }, (id) => names.get(id)),
        importId: action.startsWith('import.') ? subject : null,
      }),
      ({ at, id }) => [at.toISOString(), id],
    );
  }
}
