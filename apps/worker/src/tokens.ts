/** Names under which Nest hands around what has no class of its own. */
export const WORKER_SETTINGS = Symbol('Settings');
export const WORKER_CLOCK = Symbol('Clock');
export const LOG = Symbol('Logger');
export const WORKER_FILES = Symbol('FileStore');
export const CHANNELS = Symbol('NotificationChannels');
export const ACTIVITIES = Symbol('Activities');
