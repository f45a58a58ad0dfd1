export { importDirectly } from './direct-import.js';
