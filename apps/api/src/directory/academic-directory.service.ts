import { Inject, Injectable } from '@nestjs/common';
import type { FeedPreviewView, FeedReportView, User } from '@timetable/contracts';
import { FeedUnreadable, openAafFiles } from '@timetable/directory-feeds';
import { feedSentence, type FeedReport } from '@timetable/domain';
import { DirectoryFeedRepository, FeedUnderWay } from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import { openLocalFile } from '@timetable/storage';
import { rm } from 'node:fs/promises';
import { ApiError, notFound } from '../errors/api-error.js';
import { isUuid } from '../http/is-uuid.js';
import { cleanFileName } from '../imports/file-name.js';
import type { SpooledFile } from '../imports/spool.storage.js';
import { CLOCK } from '../ports/ports.module.js';
import { UPLOAD_LIFE_MS } from './directory-preview-view.js';
import { receivedFile } from './received-file.js';

/** The directory of an academy: read, looked at, then loaded or dropped. */
@Injectable()
export class AcademicDirectoryService {
  constructor(
    private readonly feeds: DirectoryFeedRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async receive(file: SpooledFile | undefined, user: User): Promise<FeedPreviewView> {
    const received = receivedFile(file);
    const name = cleanFileName(received.originalname);
    const source = await openLocalFile(received.path, () => rm(received.path, { force: true }));
    try {
      const actor = { login: user.login, at: this.clock.now() };
      const id = await oneAtATime(async () =>
        this.feeds.stage(await openAafFiles([{ name, source }]), name, actor),
      );
      return await this.preview(id);
    } catch (error) {
      if (!(error instanceof FeedUnreadable)) throw error;
      throw new ApiError('directory_unreadable', error.sentence, { line: error.line ?? null });
    } finally {
      await source.close();
    }
  }

  async preview(id: string): Promise<FeedPreviewView> {
    const staged = isUuid(id) ? await oneAtATime(() => this.feeds.preview(id, this.#since())) : undefined;
    if (staged === undefined) throw gone();
    const { fileName, isComplete, stagedAt, report } = staged;
    return {
      ...{ id, fileName, isComplete, ...reportView(report, true) },
      receivedAt: stagedAt.toISOString(),
      expiresAt: new Date(stagedAt.getTime() + UPLOAD_LIFE_MS).toISOString(),
    };
  }

  /** @param confirm codes of the campuses whose losses a person confirmed */
  async apply(id: string, confirm: readonly string[], user: User): Promise<FeedReportView> {
    const options = { confirmed: new Set(confirm), actor: { login: user.login, at: this.clock.now() } };
    const report = isUuid(id)
      ? await oneAtATime(() => this.feeds.apply(id, this.#since(), options))
      : undefined;
    if (report === undefined) throw gone();
    return reportView(report, false);
  }

  async drop(id: string): Promise<void> {
    if (!isUuid(id) || !(await oneAtATime(() => this.feeds.drop(id)))) throw gone();
  }

  /** What was read before has expired. */
  #since(): Date {
    return new Date(this.clock.now().getTime() - UPLOAD_LIFE_MS);
  }
}

const gone = (): ApiError =>
  notFound(
    'Cet annuaire académique n’est plus là : il a été chargé, remplacé par un autre, ou effacé après un jour. Envoyez-le de nouveau.',
  );

async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FeedUnderWay)) throw error;
    throw new ApiError(
      'directory_under_way',
      'Un annuaire académique est en cours de lecture ou de chargement : recommencez quand il sera terminé, dans quelques minutes.',
      {},
      RETRY_S,
    );
  }
}
const RETRY_S = 60;

function reportView(report: FeedReport, isPreview: boolean): FeedReportView {
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
