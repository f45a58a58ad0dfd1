import type { NotificationChannel } from './channel.js';
import { createMailChannel, type MailSettings } from './mail/mail-channel.js';

/** The settings that channels read, under their names in the environment. */
export type ChannelSettings = MailSettings;

/** Every way to tell that this installation has: a new channel is added here. */
export const createChannels = (settings: ChannelSettings): readonly NotificationChannel[] => [
  createMailChannel(settings),
];
