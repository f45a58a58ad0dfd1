export { createFileStore, type AwsVariables } from './create-file-store.js';
export {
  BucketUnavailable,
  InvalidStorageKey,
  InvalidStorageUrl,
  StorageTransferIncomplete,
  StoredFileMissing,
} from './errors.js';
export { isStorageFull } from './errno.js';
export type { ByteRange, FileStore, StoredFile } from './file-store.js';
export { openLocalFile } from './local-file.js';
export { storageKey } from './storage-key.js';
