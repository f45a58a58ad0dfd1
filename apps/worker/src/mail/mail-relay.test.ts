import { describe, expect, it } from '@jest/globals';
import { MailRefused, MailServerUnavailable, type OutgoingMail } from '@timetable/notifications';
import type { ClaimedMail } from '@timetable/persistence';
import { pino } from 'pino';
import { MailRelay } from './mail-relay.js';

const log = pino({ level: 'silent' });
const mail = (id: string): ClaimedMail => ({
  id,
  recipientEmail: `${id}@ent.example`,
  subject: 's',
  textBody: 't',
  htmlBody: 'h',
  attempts: 1,
});

async function relay(send: (mail: OutgoingMail) => Promise<void>, ...claimed: ClaimedMail[]) {
  const settled = { sent: new Array<string>(), failed: new Array<string>(), refused: new Array<string>() };
  const mails = {
    claim: () => Promise.resolve(claimed),
    markSent: (id: string) => Promise.resolve(void settled.sent.push(id)),
    markFailed: (id: string) => Promise.resolve(void settled.failed.push(id)),
    markRefused: (id: string, reason: string) =>
      Promise.resolve(void settled.refused.push(`${id} ${reason}`)),
  };
  await new MailRelay(mails, { send }, log).sendDue();
  return settled;
}

describe('MailRelay', () => {
  it('sends each mail under a key of its own, so that a copy is recognised', async () => {
    const sent: OutgoingMail[] = [];
    const settled = await relay((one) => Promise.resolve(void sent.push(one)), mail('1'), mail('2'));
    expect(settled).toEqual({ sent: ['1', '2'], failed: [], refused: [] });
    expect(sent.map(({ key, to }) => [key, to])).toEqual([
      ['notification/1', '1@ent.example'],
      ['notification/2', '2@ent.example'],
    ]);
  });

  it('keeps a mail for later when the server is away, and goes on with the next', async () => {
    const settled = await relay(
      ({ key }) =>
        key === 'notification/1' ? Promise.reject(new MailServerUnavailable('away')) : Promise.resolve(),
      mail('1'),
      mail('2'),
    );
    expect(settled).toEqual({ sent: ['2'], failed: ['1'], refused: [] });
  });

  it('does not insist on a mail refused for good, and never calls it sent', async () => {
    const settled = await relay(() => Promise.reject(new MailRefused('EENVELOPE 550')), mail('1'));
    expect(settled).toEqual({ sent: [], failed: [], refused: ['1 EENVELOPE 550'] });
  });
});
