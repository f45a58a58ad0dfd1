import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type {
  FeedPreviewView,
  FeedReportView,
  FeedSummary,
  Page,
  PageQuery,
  User,
} from '@timetable/contracts';
import { FeedUnreadable, openAafFiles } from '@timetable/directory-feeds';
import { DirectoryFeedRepository, type FeedTurn } from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import { openLocalFile } from '@timetable/storage';
import { rm } from 'node:fs/promises';
import { ApiError, notFound } from '../errors/api-error.js';
import { isUuid } from '../http/is-uuid.js';
import { pageOfList } from '../http/page.js';
import { cleanFileName } from '../imports/file-name.js';
import type { SpooledFile } from '../imports/spool.storage.js';
import { CLOCK } from '../ports/ports.module.js';
import { UPLOAD_LIFE_MS } from './directory-preview-view.js';
import { feedPreview, feedReport, feedSummary } from './feed-view.js';
import { receivedFile } from './received-file.js';

/** The directory of an academy: read, looked at, then loaded or dropped, each in the turn of its request. */
@Injectable()
export class AcademicDirectoryService implements BeforeApplicationShutdown {
  constructor(
    private readonly feeds: DirectoryFeedRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Those that were sent, the last first. */
  async list(query: PageQuery): Promise<Page<FeedSummary>> {
    const now = this.clock.now();
    const { items, ...page } = pageOfList(await this.feeds.list(), query);
    return { ...page, items: items.map((feed) => feedSummary(feed, now)) };
  }

  async receive(turn: FeedTurn, file: SpooledFile | undefined): Promise<FeedPreviewView> {
    const received = receivedFile(file);
    const fileName = cleanFileName(received.originalname);
    const source = await openLocalFile(received.path, () => rm(received.path, { force: true }));
    try {
      const open = () => openAafFiles([{ name: fileName, source }]);
      return await this.preview(turn, await turn.stage({ fileName, open, refusalOf }));
    } catch (error) {
      if (!(error instanceof FeedUnreadable)) throw error;
      throw new ApiError('directory_unreadable', error.sentence, { line: error.line ?? null });
    } finally {
      await source.close();
    }
  }

  async preview(turn: FeedTurn, id: string): Promise<FeedPreviewView> {
    const staged = isUuid(id) ? await turn.preview(id, this.#since()) : undefined;
    if (staged === undefined) throw gone();
    return feedPreview(staged);
  }

  /** @param confirm codes of the campuses whose losses a person confirmed */
  async apply(turn: FeedTurn, id: string, confirm: readonly string[], user: User): Promise<FeedReportView> {
    const options = { confirmed: new Set(confirm), actor: { login: user.login, at: this.clock.now() } };
    const report = isUuid(id) ? await turn.apply(id, this.#since(), options) : undefined;
    if (report === undefined) throw gone();
    return feedReport(report, false);
  }

  async drop(turn: FeedTurn, id: string): Promise<void> {
    if (!isUuid(id) || !(await turn.drop(id))) throw gone();
  }

  beforeApplicationShutdown(): void {
    this.feeds.stop();
  }

  /** What was read before has expired. */
  #since(): Date {
    return new Date(this.clock.now().getTime() - UPLOAD_LIFE_MS);
  }
}

const refusalOf = (error: unknown): string | undefined =>
  error instanceof FeedUnreadable ? error.sentence : undefined;

const gone = (): ApiError =>
  notFound(
    'Cet annuaire académique n’est plus là : il a été chargé, remplacé par un autre, ou effacé après un jour. Envoyez-le de nouveau.',
  );
