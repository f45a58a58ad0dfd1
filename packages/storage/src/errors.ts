/** The database names a file that the storage does not hold: only an operator can act (restore it from a backup). */
export class StoredFileMissing extends Error {
  override readonly name = 'StoredFileMissing';

  constructor(
    readonly key: string,
    options?: ErrorOptions,
  ) {
    super(`no stored file under the key ${key}`, options);
  }
}

/** A key that `storageKey` did not make: a defect of the caller, never of a user. */
export class InvalidStorageKey extends Error {
  override readonly name = 'InvalidStorageKey';

  constructor(key: string) {
    super(`${JSON.stringify(key)} is not a storage key (YYYY/MM/<uuid>)`);
  }
}

/** `STORAGE_URL` cannot be understood: stops the process at start, and tells the operator so, in French. */
export class InvalidStorageUrl extends Error {
  override readonly name = 'InvalidStorageUrl';
  readonly setting = 'STORAGE_URL';
}

/** A copy from the bucket stopped early or ran over: time acts, the caller tries again. */
export class StorageTransferIncomplete extends Error {
  override readonly name = 'StorageTransferIncomplete';

  constructor(key: string, expectedBytes: number, receivedBytes: number) {
    super(`received ${receivedBytes} of the ${expectedBytes} bytes stored under ${key}`);
  }
}

/** The bucket does not answer, not in time, or not now: time acts, the caller tries again. */
export class BucketUnavailable extends Error {
  override readonly name = 'BucketUnavailable';
}
