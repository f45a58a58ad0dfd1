import { expect, it } from '@jest/globals';
import { NEVER } from 'rxjs';
import { SessionStreams } from './session-streams.js';

it('ends a stream whose session ends while it is being asked whether it is open', async () => {
  let announce: (login: string | undefined) => void = () => undefined;
  const answers: ((account: object | undefined) => void)[] = [];
  const streams = new SessionStreams(
    { findBySession: () => new Promise((resolve) => answers.push(resolve)) },
    {
      listen: (handler) => {
        announce = handler;
        return Promise.resolve();
      },
    },
  );
  await streams.onApplicationBootstrap();
  let isOver = false;
  streams
    .within(
      { login: 'ana', name: 'Ana', role: 'viewer', campus: 'A' },
      { id: '1', expiresAt: new Date() },
      NEVER,
    )
    .subscribe({ complete: () => (isOver = true) });
  announce('ana');
  announce('ana');
  const [before, after] = answers;
  before?.({});
  after?.(undefined);
  await new Promise(setImmediate);
  expect(isOver).toBe(true);
});
