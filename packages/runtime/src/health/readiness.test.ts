import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Readiness, type Dependency } from './readiness.js';

const ok: Dependency = { check: () => Promise.resolve() };
const failing: Dependency = { check: () => Promise.reject(new Error('refused')) };
const hanging: Dependency = { check: () => new Promise(() => undefined) };

const readinessOf = (database: Dependency, storage: Dependency): Readiness =>
  new Readiness({ database, storage });

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the readiness of a process', () => {
  it('says of each thing the process needs whether it answers', async () => {
    expect(await readinessOf(ok, ok).answer()).toEqual({
      status: 200,
      body: { status: 'ok', details: { database: { status: 'up' }, storage: { status: 'up' } } },
    });
    expect(await readinessOf(ok, failing).answer()).toEqual({
      status: 503,
      body: { status: 'error', details: { database: { status: 'up' }, storage: { status: 'down' } } },
    });
  });

  it('answers although one of them does not, and tells which', async () => {
    const answer = readinessOf(hanging, ok).answer();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await answer).toEqual({
      status: 503,
      body: { status: 'error', details: { database: { status: 'down' }, storage: { status: 'up' } } },
    });
  });

  it('is not lost with what the process can do without, whose absence it shows', async () => {
    expect(await readinessOf(ok, { ...failing, isOptional: true }).answer()).toEqual({
      status: 200,
      body: { status: 'ok', details: { database: { status: 'up' }, storage: { status: 'degraded' } } },
    });
  });

  it('ends when the process stops', async () => {
    const readiness = readinessOf(ok, ok);
    readiness.stop();
    expect(await readiness.answer()).toMatchObject({ status: 503, body: { status: 'error' } });
  });
});
