import { describe, expect, it, jest } from '@jest/globals';
import { Metrics } from './metrics.js';
import { measureDatabase, measureOutbox, type Backlog } from './shared-figures.js';

const BACKLOG: Backlog = { count: 2, oldestSeconds: 61, underWay: 2, oldestUnderWaySeconds: 30 };

describe('the figures of a process', () => {
  it('bear one prefix, but for those of Node.js', async () => {
    const metrics = new Metrics();
    metrics.counter('deposits_total', 'Deposits.', ['kind']).inc({ kind: 'new' });
    metrics.requestDurations(['method']).observe({ method: 'PUT' }, 0.3);
    measureDatabase(metrics, () => ({ total: 5, idle: 3, waiting: 1 }));
    measureOutbox(metrics, () => Promise.resolve(BACKLOG));
    const text = await metrics.render();
    for (const line of [
      'timetable_deposits_total{kind="new"} 1',
      'timetable_http_request_duration_seconds_count{method="PUT"} 1',
      'timetable_database_connections{state="in_use"} 2',
      'timetable_database_connections{state="idle"} 3',
      'timetable_database_connections{state="waiting"} 1',
      'timetable_outbox_rows 2',
      'timetable_outbox_oldest_seconds 61',
      'timetable_imports_under_way 2',
      'timetable_imports_under_way_oldest_seconds 30',
    ])
      expect(text).toContain(`${line}\n`);
    const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
    expect(names.filter((name) => !/^(timetable|process|nodejs)_/.test(name))).toEqual([]);
  });

  it('are there although what one of them is read from does not answer, and say no old value', async () => {
    const metrics = new Metrics();
    let backlog = (): Promise<Backlog> => Promise.resolve(BACKLOG);
    measureOutbox(metrics, () => backlog());
    metrics.gauge('worker_running', 'Whether the worker polls.', () => 1);
    expect(await metrics.render()).toContain('timetable_outbox_rows 2\n');
    backlog = () => Promise.reject(new Error('lost'));
    const text = await metrics.render();
    expect(text).toContain('timetable_worker_running 1\n');
    expect(text).not.toMatch(/^timetable_outbox_rows /m);
  });

  it('are there in time although what one of them is read from hangs', async () => {
    const metrics = new Metrics();
    measureOutbox(metrics, () => new Promise(() => undefined));
    metrics.gauge('worker_running', 'Whether the worker polls.', () => 1);
    jest.useFakeTimers();
    const rendering = metrics.render();
    await jest.advanceTimersByTimeAsync(5_000);
    jest.useRealTimers();
    expect(await rendering).toContain('timetable_worker_running 1\n');
  });

  it('are read once a rendering, however many are taken from the same reading', async () => {
    const metrics = new Metrics();
    let readings = 0;
    measureOutbox(metrics, () => Promise.resolve({ ...BACKLOG, count: (readings += 1) }));
    expect(await metrics.render()).toContain('timetable_outbox_rows 1\n');
    expect(await metrics.render()).toContain('timetable_outbox_rows 2\n');
    expect(readings).toBe(2);
  });
});
