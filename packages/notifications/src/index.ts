export { ChannelUnavailable, DeliveryRefused, type Delivery, type NotificationChannel } from './channel.js';
export { createChannels } from './channels.js';
