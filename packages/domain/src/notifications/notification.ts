import type { TimetableFormat } from '../timetable/timetable-format.js';
import type { NextActor } from '../import/status.js';
import type { NotificationUrgency } from './mail-preference.js';

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
  /** French, with its full stop, for after « sinon »: what to do about a held import whose changes are not wanted. */
  readonly remedy?: string;
  /** French: what the import before did not have yet, when that is the news. */
  readonly news?: readonly string[];
  readonly nextActor: NextActor;
}

/** Several facts in one: what a person who asked for a daily summary is told. */
export interface DigestNotificationData {
  /** In the order in which they happened; never empty. */
  readonly items: readonly { readonly kind: ImportNotificationKind; readonly data: ImportNotificationData }[];
}

/** A deposit account as of one of its passwords: what is signed for it is worth nothing under the next one. */
export interface DepositorIdentity {
  readonly login: string;
  /** Grows with each change of its password, and when the account ends. */
  readonly version: number;
}

/** What a depositor needs to set the timetable program up. The only notification that carries a secret. */
export interface AccessNotificationData {
  /** First name, then family name. */
  readonly userName: string;
  readonly campusName: string;
  /** Which the campus accepts: they say which program it uses. */
  readonly formats: readonly TimetableFormat[];
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
  | { readonly kind: 'digest'; readonly data: DigestNotificationData }
  | { readonly kind: 'access'; readonly data: AccessNotificationData };

/**
 * `depositor`: everybody with a deposit account of the campus who asked to be told. `manager`: the campus's staff, as far as
 * they wish to be told. `operator`: those of the installation, likewise.
 */
export type RecipientRole = 'depositor' | 'manager' | 'operator';

/** What kind of account a person is told through: what they may open, and how they stop being told, depend on it. */
export type RecipientType = 'depositor' | 'staff';

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
  /**
   * Of what happened and the day: each recipient is told of it once by each channel, however many files show it. No name is
   * in it.
   */
  readonly causeKey: string;
  /** What is no news waits for the daily summary of those who have one. */
  readonly urgency: NotificationUrgency;
  /** When the next daily summary leaves. */
  readonly digestAt: Date;
  /** Told no sooner. */
  readonly notBefore?: Date;
}
