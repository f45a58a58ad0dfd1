export { createPartnerKey, type CreatedPartnerKey } from './create-partner-key.js';
export { PartnerKeyFolder } from './partner-key-folder.js';
export { PartnerKeyUnusable } from './partner-key-unusable.js';
