export { importDirectly, inActivityContext } from './direct-import.js';
