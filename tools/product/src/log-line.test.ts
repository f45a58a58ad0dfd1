import { describe, expect, it } from '@jest/globals';
import { terminalLine } from './log-line.js';

const pino = (level: number, more: object = {}): string =>
  JSON.stringify({ level, time: Date.parse('2026-11-24T08:00:00Z'), msg: 'storage full', ...more });

describe('what of a log reaches the terminal', () => {
  it('is warnings and errors, with their cause', () => {
    expect(terminalLine('worker', pino(40), 'stdout')).toMatch(
      /^\[worker\] \d\d:00:00 Attention – storage full$/,
    );
    expect(terminalLine('worker', pino(50, { err: { message: 'no space' } }), 'stdout')).toMatch(
      /ERREUR – storage full : no space$/,
    );
  });

  it('is not the rest, which is in the log file', () => {
    expect(terminalLine('api', pino(30), 'stdout')).toBeUndefined();
    expect(terminalLine('api', 'not JSON', 'stdout')).toBeUndefined();
    expect(terminalLine('api', '', 'stderr')).toBeUndefined();
    const deprecated = '(node:10547) [DEP0169] DeprecationWarning: `url.parse()` is prone to errors.';
    expect(terminalLine('deposit', deprecated, 'stderr')).toBeUndefined();
    const advice = '(Use `node --trace-deprecation ...` to show where the warning was created)';
    expect(terminalLine('deposit', advice, 'stderr')).toBeUndefined();
  });

  it('is whatever a process prints as it crashes', () => {
    expect(terminalLine('api', 'TypeError: x is not a function', 'stderr')).toBe(
      '[api] TypeError: x is not a function',
    );
  });
});
