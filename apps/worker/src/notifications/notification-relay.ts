import { ChannelUnavailable, DeliveryRefused, type NotificationChannel } from '@timetable/notifications';
import type { ClaimedNotification, NotificationRepository } from '@timetable/persistence';
import { reasonOf } from '@timetable/runtime';
import type { Logger } from 'pino';

const BATCH = 20;

/** Hands what imports left to be told to the channels. A dead one delays its notifications and nothing else. */
export class NotificationRelay {
  readonly #channels: ReadonlyMap<string, NotificationChannel>;

  constructor(
    private readonly notifications: Pick<
      NotificationRepository,
      'claim' | 'claimDigest' | 'markSent' | 'markFailed' | 'markRefused'
    >,
    channels: readonly NotificationChannel[],
    private readonly log: Logger,
  ) {
    this.#channels = new Map(channels.map((channel) => [channel.name, channel]));
  }

  /** Delivers what is due. @returns whether there may be more at once */
  async sendDue(): Promise<boolean> {
    const due = await this.notifications.claim(BATCH);
    // One at a time: mail servers count connections, and nobody waits.
    for (const notification of due) await this.#deliver(notification);
    const digest = await this.notifications.claimDigest();
    if (digest !== undefined) await this.#deliver(digest);
    return due.length === BATCH || digest !== undefined;
  }

  async #deliver(notification: ClaimedNotification): Promise<void> {
    const { id, ids, channel, tries } = notification;
    try {
      await this.#channelOf(notification).deliver(notification);
    } catch (error) {
      if (error instanceof DeliveryRefused) {
        // Delivering it again would be refused again: it is kept as refused, for a person to see.
        const refused = { notification: id, channel, refusal: error.reason };
        this.log.error(refused, 'a notification was refused for good');
        await this.notifications.markRefused(ids, error.reason);
      } else {
        const failed = { notification: id, channel, tries, reason: reasonOf(error) };
        this.log.warn(failed, 'a notification was not taken');
        await this.notifications.markFailed(ids);
      }
      return;
    }
    await this.notifications.markSent(ids);
    this.log.info({ notification: id, channel }, 'notification sent');
  }

  /** One that the settings no longer have comes back with them. */
  #channelOf({ channel }: ClaimedNotification): NotificationChannel {
    const found = this.#channels.get(channel);
    if (found === undefined) throw new ChannelUnavailable(`no channel is called ${channel}`);
    return found;
  }
}
