export { createFileStore, type AwsVariables } from './create-file-store.js';
export {
  InvalidStorageKey,
  InvalidStorageUrl,
  StorageTransferIncomplete,
  StoredFileMissing,
} from './errors.js';
export type { FileStore, StoredFile } from './file-store.js';
export { storageKey } from './storage-key.js';
