import { expect, it } from '@jest/globals';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { EventEmitter } from 'node:events';
import { EMPTY } from 'rxjs';
import { UploadTurnInterceptor } from './upload-turn.interceptor.js';
import { UploadsAtOnce } from './uploads-at-once.js';

const MOST_OF_PERSON = 8;

it('keeps a place until the answer ends, and none for who left before the file was let in', () => {
  const turns = new UploadTurnInterceptor(new UploadsAtOnce());
  const send = (closed: boolean): EventEmitter => {
    const response = Object.assign(new EventEmitter(), { closed });
    const context = new ExecutionContextHost([{ user: { login: 'ana' } }, response]);
    turns.intercept(context, { handle: () => EMPTY });
    return response;
  };
  for (let left = 0; left <= MOST_OF_PERSON; left += 1) send(true);
  const [first] = Array.from({ length: MOST_OF_PERSON }, () => send(false));
  expect(() => send(false)).toThrow(/déjà 8 fichiers/);
  first?.emit('close');
  expect(() => send(false)).not.toThrow();
});
