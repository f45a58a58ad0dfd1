import { describe, expect, it } from '@jest/globals';
import { Readiness, type Dependency } from '@timetable/runtime';
import { DoorHealthController } from './door-health.controller.js';

const hanging: Dependency = { check: () => new Promise(() => undefined) };
const failing: Dependency = { check: () => Promise.reject(new Error('refused')) };
const metrics = { contentType: 'text/plain', render: () => Promise.resolve('timetable_locks 0') };

const controllerOf = (database: Dependency): DoorHealthController =>
  new DoorHealthController(new Readiness({ database }), metrics);

describe('the health controller', () => {
  it('says that the process is alive whatever the rest does, and not ready once it stops', async () => {
    expect(await controllerOf(hanging).answer(['healthz'])).toMatchObject({
      status: 200,
      body: '{"status":"ok"}',
    });
    const controller = controllerOf({ check: () => Promise.resolve() });
    expect(await controller.answer(['readyz'])).toMatchObject({ status: 200 });
    controller.stop();
    expect(await controller.answer(['readyz'])).toMatchObject({ status: 503 });
  });

  it('tells which dependency is down, as JSON that nobody keeps', async () => {
    expect(await controllerOf(failing).answer(['readyz'])).toEqual({
      status: 503,
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
      body: '{"status":"error","details":{"database":{"status":"down"}}}',
    });
  });

  it('serves the figures, and answers nothing else', async () => {
    expect(await controllerOf(failing).answer(['metrics'])).toMatchObject({ body: 'timetable_locks 0' });
    expect(controllerOf(failing).answer(['webdav'])).toBeUndefined();
  });
});
