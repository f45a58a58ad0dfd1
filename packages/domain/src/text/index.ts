export { isStorable, storableText, unstorableFields } from './storable-text.js';
export { changesInFrench, type ChangedKind } from './changes-in-french.js';
export { frenchBytes } from './french-bytes.js';
export { countsInFrench } from './french-counts.js';
export { frenchInstant } from './french-instant.js';
export {
  capitalised,
  frenchCount,
  frenchDecimal,
  frenchInteger,
  frenchList,
  frenchSpacing,
  frenchTime,
  ofNamed,
} from './french.js';
export { headingOf } from './french-noun.js';
