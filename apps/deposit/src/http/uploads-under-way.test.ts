import { describe, expect, it } from '@jest/globals';
import { UploadsUnderWay } from './uploads-under-way.js';

const KIB = 1024;
const MIB = 1024 * KIB;

describe('uploads under way', () => {
  it('are limited per account, with a time to come back, until one of them ends', () => {
    const uploads = new UploadsUnderWay({ perAccount: 2, memoryBytes: 64 * MIB });
    const first = uploads.begin('emp.marie');
    uploads.begin('emp.marie');
    expect(() => uploads.begin('emp.marie')).toThrow(
      expect.objectContaining({ status: 429, headers: { 'Retry-After': '10' } }),
    );
    uploads.begin('emp.jean');
    first.end();
    first.end();
    uploads.begin('emp.marie');
    expect(uploads.total).toBe(3);
  });

  it('share one memory: the more they are the smaller their pieces, and then no more are taken', () => {
    const uploads = new UploadsUnderWay({ perAccount: 100, memoryBytes: 2 * MIB });
    const first = uploads.begin('emp.marie');
    expect(first.pieceBytes()).toBe(MIB);
    for (let i = 1; i < 4; i += 1) uploads.begin('emp.marie');
    expect(first.pieceBytes()).toBe(MIB / 2);
    for (let i = 4; i < 32; i += 1) uploads.begin('emp.jean');
    expect(first.pieceBytes()).toBe(64 * KIB);
    expect(() => uploads.begin('emp.paul')).toThrow(
      expect.objectContaining({ status: 503, headers: { 'Retry-After': '30' } }),
    );
    first.end();
    expect(uploads.begin('emp.paul').pieceBytes()).toBe(64 * KIB);
  });
});
