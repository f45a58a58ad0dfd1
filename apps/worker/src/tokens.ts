/** Names under which Nest hands around what has no class of its own. */
export const SETTINGS = Symbol('Settings');
export const CLOCK = Symbol('Clock');
export const LOG = Symbol('Logger');
export const FILES = Symbol('FileStore');
export const CHANNELS = Symbol('NotificationChannels');
export const ACTIVITIES = Symbol('Activities');
