import type { ChannelReach, DepositorIdentity, NotificationFact, RecipientType } from '@timetable/domain';

/** One fact for one recipient, as it is stored until it has been delivered. */
export type Delivery = NotificationFact & {
  /** Same for every attempt: a receiver recognises a copy by it. */
  readonly id: string;
  /** null for a channel that reaches the installation. */
  readonly recipientEmail: string | null;
  /** What the person may open; null likewise. */
  readonly recipientType: RecipientType | null;
  /** The deposit account it is about, for a link to its pages; null: none. */
  readonly depositor: DepositorIdentity | null;
};

/** A way to tell: puts a fact into its own form and sends it. */
export interface NotificationChannel extends ChannelReach {
  /**
   * Resolves once the other side has taken it.
   *
   * @throws DeliveryRefused when delivering it again would be refused again
   * @throws ChannelUnavailable for everything that time may repair
   */
  deliver(delivery: Delivery): Promise<void>;
}

/** The other side refuses this delivery for good: a person must correct the address. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused';
  /** Codes only, never a server's sentence, which may repeat the address: « EENVELOPE 550 ». */
  readonly reason: string;

  constructor(reason: string) {
    super(`the delivery is refused (${reason})`);
    this.reason = reason;
  }
}

/** The channel cannot be reached or refuses for now: the notification waits and is tried again. */
export class ChannelUnavailable extends Error {
  override readonly name = 'ChannelUnavailable';
}
