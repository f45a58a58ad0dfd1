// Reads an export in a process of its own, and says what it took: node read-export.mjs FILE [PRIVATE_KEY]
// The compiled reader, as the worker has it.
import { readTimetable } from '@timetable/formats';
import { createPrivateKey } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';

const [path, keyPath] = process.argv.slice(2);
const keys = [];
if (keyPath !== undefined)
  keys.push({ label: keyPath, privateKey: createPrivateKey(await readFile(keyPath)) });
const file = await open(path);
const { size: sizeBytes } = await file.stat();
const read = async (position, length) => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};
const result = await readTimetable(
  { sizeBytes, read },
  { maxXmlBytes: 400 * 1024 * 1024 },
  { partnerKeys: { partners: ['ENT'], keysOf: () => keys } },
);
const status = await readFile('/proc/self/status', 'utf8');
const peakMb = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
console.log(JSON.stringify({ kind: result.kind, code: result.code, peakMb }));
