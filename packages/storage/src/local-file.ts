import { open, type FileHandle } from 'node:fs/promises';
import type { StoredFile } from './file-store.js';

/**
 * Opens a local file for random access.
 *
 * @param onClose runs once, after the descriptor is closed
 */
export async function openLocalFile(
  path: string,
  onClose: () => Promise<void> = () => Promise.resolve(),
): Promise<StoredFile> {
  const handle = await open(path, 'r');
  try {
    return new LocalFile(handle, (await handle.stat()).size, onClose);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

class LocalFile implements StoredFile {
  #closing: Promise<void> | undefined;

  constructor(
    private readonly handle: FileHandle,
    readonly sizeBytes: number,
    private readonly onClose: () => Promise<void>,
  ) {}

  async read(position: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.sizeBytes - position));
    const bytes = new Uint8Array(wanted);
    let filled = 0;
    // The kernel may answer less than asked: only 0 means the end.
    while (filled < wanted) {
      const { bytesRead } = await this.handle.read(bytes, filled, wanted - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeOnce();
    return this.#closing;
  }

  async #closeOnce(): Promise<void> {
    try {
      await this.handle.close();
    } finally {
      await this.onClose();
    }
  }
}
