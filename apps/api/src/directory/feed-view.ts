import type { FeedPreviewView, FeedReportView, FeedSummary } from '@timetable/contracts';
import { feedSentence, feedState, feedStateSentence, type FeedReport } from '@timetable/domain';
import type { FeedTurn, KnownFeed } from '@timetable/persistence';
import { UPLOAD_LIFE_MS } from './directory-preview-view.js';

type PreviewedFeed = NonNullable<Awaited<ReturnType<FeedTurn['preview']>>>;

export const feedPreview = ({
  id,
  fileName,
  isComplete,
  stagedAt,
  report,
}: PreviewedFeed): FeedPreviewView => ({
  ...{ id, fileName, isComplete, ...feedReport(report, true) },
  receivedAt: stagedAt.toISOString(),
  expiresAt: expiry(stagedAt).toISOString(),
});

export function feedReport(report: FeedReport, isPreview: boolean): FeedReportView {
  const { campuses, changed, elsewhere, lists, unknownStructures, absent, toConfirm } = report;
  return {
    ...{ campuses, changed, elsewhere, lists },
    ...{ unknownStructures: [...unknownStructures], absent: [...absent] },
    toConfirm: toConfirm.map(({ campusCode, losses }) => ({
      campus: campusCode,
      losses: losses.map(({ list, known, lost }) => ({ list, known, lost })),
    })),
    message: feedSentence(report, isPreview),
  };
}

export function feedSummary({ record, isUnderWay, isStaged }: KnownFeed, now: Date): FeedSummary {
  const { id, fileName, isComplete, step, begunAt, begunBy, stagedAt, loadBegunAt, loadBegunBy } = record;
  const expiresAt = stagedAt === null ? undefined : expiry(stagedAt);
  const isExpired = expiresAt !== undefined && expiresAt < now;
  const state = feedState(step, { isUnderWay, isStaged, isExpired });
  return {
    ...{ id, fileName, isComplete, state, sentAt: begunAt.toISOString(), sentBy: begunBy },
    ...{ loadBegunAt: loadBegunAt?.toISOString() ?? null, loadBegunBy },
    expiresAt: (state === 'waiting' && expiresAt?.toISOString()) || null,
    message: feedStateSentence(state, record),
  };
}

const expiry = (stagedAt: Date): Date => new Date(stagedAt.getTime() + UPLOAD_LIFE_MS);
