import { describe, expect, it } from '@jest/globals';
import { freePort } from './ports.js';

describe('freePort', () => {
  it('gives each of many who ask together a port of their own', async () => {
    // Among 12 000 ports, four hundred picked at random would meet six times.
    const ports = await Promise.all(Array.from({ length: 400 }, () => freePort()));
    expect(new Set(ports).size).toBe(ports.length);
  });
});
