export { createApi } from './create-api.js';
export type { Ports } from './ports/ports.module.js';
