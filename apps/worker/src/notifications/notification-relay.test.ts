import { describe, expect, it } from '@jest/globals';
import { ChannelUnavailable, DeliveryRefused, type Delivery } from '@timetable/notifications';
import type { ClaimedNotification } from '@timetable/persistence';
import { pino } from 'pino';
import { NotificationRelay } from './notification-relay.js';

const log = pino({ level: 'silent' });
const due = (id: string, channel = 'mail'): ClaimedNotification => ({
  id,
  ids: [id],
  recipientType: 'staff',
  channel,
  recipientEmail: `${id}@ent.example`,
  depositor: null,
  tries: 1,
  kind: 'access',
  data: {
    ...{ userName: 'Camille', campusName: 'Collège', login: 'emp.c', password: 'p', urls: [] },
    formats: ['edt'],
    renewed: false,
  },
});

async function relay(deliver: (delivery: Delivery) => Promise<void>, ...claimed: ClaimedNotification[]) {
  const settled = { sent: new Array<string>(), failed: new Array<string>(), refused: new Array<string>() };
  const notifications = {
    claim: () => Promise.resolve(claimed),
    claimDigest: () => Promise.resolve(undefined),
    markSent: (ids: readonly string[]) => Promise.resolve(void settled.sent.push(...ids)),
    markFailed: (ids: readonly string[]) => Promise.resolve(void settled.failed.push(...ids)),
    markRefused: (ids: readonly string[], reason: string) =>
      Promise.resolve(void settled.refused.push(`${ids.join()} ${reason}`)),
  };
  const channels = [
    { name: 'mail', reaches: 'people', deliver },
    { name: 'other', reaches: 'installation', deliver: () => Promise.resolve() },
  ] as const;
  await new NotificationRelay(notifications, channels, log).sendDue();
  return settled;
}

describe('NotificationRelay', () => {
  it('delivers each under an id of its own, so that a copy is recognised', async () => {
    const sent: Delivery[] = [];
    const settled = await relay((one) => Promise.resolve(void sent.push(one)), due('1'), due('2'));
    expect(settled).toEqual({ sent: ['1', '2'], failed: [], refused: [] });
    expect(sent.map(({ id, recipientEmail }) => [id, recipientEmail])).toEqual([
      ['1', '1@ent.example'],
      ['2', '2@ent.example'],
    ]);
  });

  it('keeps one for later when its channel is away, and goes on with the next', async () => {
    const settled = await relay(
      ({ id }) => (id === '1' ? Promise.reject(new ChannelUnavailable('away')) : Promise.resolve()),
      due('1'),
      due('2'),
      due('3', 'other'),
    );
    expect(settled).toEqual({ sent: ['2', '3'], failed: ['1'], refused: [] });
  });

  it('does not insist on one refused for good, and never calls it sent', async () => {
    const settled = await relay(() => Promise.reject(new DeliveryRefused('EENVELOPE 550')), due('1'));
    expect(settled).toEqual({ sent: [], failed: [], refused: ['1 EENVELOPE 550'] });
  });

  it('keeps for later what is for a channel that the settings no longer have', async () => {
    expect(await relay(() => Promise.resolve(), due('1', 'gone'))).toMatchObject({ failed: ['1'] });
  });
});
