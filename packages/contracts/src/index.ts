export { createClock, type Clock } from './clock.js';
export { InvalidSettings, readSettings, type Settings } from './settings.js';
