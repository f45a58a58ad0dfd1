import { describe, expect, it } from '@jest/globals';
import { nextDigestAt } from './digest-time.js';

const at = (now: string, timeZone: string) => nextDigestAt(new Date(now), timeZone).toISOString();

describe('the daily summary', () => {
  it('leaves at seven in the campus’s own morning', () => {
    expect(at('2026-11-26T16:00:00Z', 'Europe/Paris')).toBe('2026-11-27T06:00:00.000Z');
    expect(at('2026-11-26T16:00:00Z', 'Indian/Reunion')).toBe('2026-11-27T03:00:00.000Z');
    expect(at('2026-11-26T16:00:00Z', 'Pacific/Noumea')).toBe('2026-11-26T20:00:00.000Z');
  });

  it('leaves the same morning with what the night brought', () => {
    expect(at('2026-11-27T01:00:00Z', 'Europe/Paris')).toBe('2026-11-27T06:00:00.000Z');
  });

  it('is not followed by another of what came while it was being sent', () => {
    expect(at('2026-11-27T05:49:59Z', 'Europe/Paris')).toBe('2026-11-27T06:00:00.000Z');
    expect(at('2026-11-27T05:50:00Z', 'Europe/Paris')).toBe('2026-11-28T06:00:00.000Z');
  });

  it('keeps its hour when the clocks change', () => {
    expect(at('2026-10-24T12:00:00Z', 'Europe/Paris')).toBe('2026-10-25T06:00:00.000Z');
  });
});
