import { defineEntity, p } from '@mikro-orm/postgresql';
import type { FeedReport, FeedStep } from '@timetable/domain';
import { closedSet } from '../../closed-set.js';

/** An academic directory that was sent, and what became of it. */
export const DirectoryFeedEntity = defineEntity({
  name: 'DirectoryFeed',
  properties: {
    id: p.uuid().primary(),
    fileName: p.text().strictNullable(),
    isComplete: p.boolean().strictNullable(),
    step: p.enum(
      closedSet<FeedStep>({
        ...{ reading: true, staged: true, loading: true, loaded: true, dropped: true },
        ...{ replaced: true, expired: true, unreadable: true, interrupted: true },
      }),
    ),
    begunAt: p.datetime(6),
    begunBy: p.text(),
    stagedAt: p.datetime(6).strictNullable(),
    loadBegunAt: p.datetime(6).strictNullable(),
    loadBegunBy: p.text().strictNullable(),
    report: p.json<FeedReport>().strictNullable(),
    shown: p.json<FeedReport['toConfirm']>().strictNullable(),
    refusal: p.text().strictNullable(),
  },
});
