import type { NextActor } from '../import/status.js';

/** Why the people of a school are told about an import; everything going well is no reason. */
export type ImportNotificationKind = 'held' | 'rejected' | 'interrupted' | 'alerts';

/** What is to be told of an import, for a channel to put into its own form. No pupil's name is in it. */
export interface ImportNotificationData {
  readonly importId: string;
  /** Names of the establishments concerned. */
  readonly school: string;
  /** As sent: chosen outside, so to be shown as text. */
  readonly fileName: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** IANA zone in which people read `receivedAt`. */
  readonly timeZone: string;
  /** French: what happened. */
  readonly sentences: readonly string[];
  /** French: what to do, when a rule knows better than the kind's general advice. */
  readonly advice?: readonly string[];
  readonly nextActor: NextActor;
}

/** What a depositor needs to set the timetable program up. The only notification that carries a secret. */
export interface AccessNotificationData {
  /** As greeted. */
  readonly userName: string;
  readonly campusName: string;
  readonly login: string;
  readonly password: string;
  /** All establishments first, then each one. */
  readonly urls: readonly { readonly label: string; readonly url: string }[];
  /** True when the password replaces one that stops working. */
  readonly renewed: boolean;
}

/** A fact to be told, free of any form: channels render and send it. */
export type NotificationFact =
  | { readonly kind: ImportNotificationKind; readonly data: ImportNotificationData }
  | { readonly kind: 'access'; readonly data: AccessNotificationData };

/** `depositor`: everybody with a deposit account of the campus who asked to be told. */
export type RecipientRole = 'depositor';

/** A way to tell: a mail goes to every person concerned, a call to another system once. */
export interface ChannelReach {
  /** Stored with what the channel has to deliver: never renamed. */
  readonly name: string;
  readonly reaches: 'people' | 'installation';
}

/** A password goes to its owner's own address, by this channel, and nowhere else. */
export const ACCESS_CHANNEL = 'mail';

/** One fact about an import, with whom it concerns and when. */
export interface ImportNotification {
  readonly kind: ImportNotificationKind;
  readonly data: ImportNotificationData;
  readonly recipients: readonly RecipientRole[];
  readonly channels: readonly ChannelReach[];
  /** Told once under this key to each recipient by each channel, whatever runs twice. */
  readonly onceKey: string;
  /** Told no sooner. */
  readonly notBefore?: Date;
}
