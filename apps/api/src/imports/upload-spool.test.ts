import { expect, it } from '@jest/globals';
import { UploadSpool } from './upload-spool.js';

it('what uploads of killed processes left in the spool is cleared away from the start, but nothing of today', async () => {
  const swept = Promise.withResolvers<Date>();
  const spool = new UploadSpool({
    sweepSpool: (before) => {
      swept.resolve(before);
      return Promise.resolve(0);
    },
  });
  spool.onApplicationBootstrap();
  const age = Date.now() - (await swept.promise).getTime();
  await spool.beforeApplicationShutdown();
  expect(age).toBeGreaterThan(24 * 60 * 60_000);
});
