import { describe, expect, it } from '@jest/globals';
import { pino, type Logger } from 'pino';
import { Writable } from 'node:stream';
import { logOptions } from './logger.js';

function lineOf(write: (log: Logger) => void): string {
  const lines: string[] = [];
  const target = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  write(pino(logOptions({ name: 'deposit', level: 'info' }), target));
  return lines.join('');
}

describe('the log of a process', () => {
  it('bears its name', () => {
    expect(
      lineOf((log) => {
        log.info('open');
      }),
    ).toMatch('"name":"deposit","msg":"open"');
  });

  it('holds neither credentials nor the values of a row', () => {
    const refused = Object.assign(new Error('duplicate key'), {
      detail: 'Key (login)=(emp.marie) already exists.',
      where: 'COPY ent_user, line 1: "Marie"',
      parameters: ['Marie'],
    });
    const line = lineOf((log) => {
      log.error({ err: refused, account: { password: 's3cret', authorization: 'Basic x', cookie: 'y' } });
    });
    expect(line).toMatch('duplicate key');
    expect(line).not.toMatch(/emp\.marie|Marie|s3cret|Basic|"y"/);
  });
});
