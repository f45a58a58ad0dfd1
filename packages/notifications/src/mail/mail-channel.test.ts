import { describe, expect, it } from '@jest/globals';
import { ChannelUnavailable, DeliveryRefused, type Delivery } from '../channel.js';
import { createMailChannel } from './mail-channel.js';

const SETTINGS = {
  MAIL_FROM: 'import@ent.example',
  PUBLIC_URL: 'https://ent.example',
  SESSION_SECRET: 's'.repeat(32),
};
const HELD: Delivery = {
  id: '7',
  recipientEmail: 'secretariat@ent.example',
  recipientType: 'depositor',
  depositor: null,
  kind: 'held',
  data: {
    importId: 'import-1',
    school: 'Collège Macé',
    fileName: 'EDT_2026.zip',
    receivedAt: '2026-09-07T06:05:00.000Z',
    timeZone: 'Europe/Paris',
    sentences: ['20 matières créées sur 38.'],
    nextActor: 'manager',
  },
};

describe('the mail channel', () => {
  it('reaches people, and is stored under a name that stays', () => {
    expect(createMailChannel(SETTINGS)).toMatchObject({ name: 'mail', reaches: 'people' });
  });

  it('has mails wait while no server is set', async () => {
    await expect(createMailChannel(SETTINGS).deliver(HELD)).rejects.toThrow(ChannelUnavailable);
  });

  it('refuses for good what has no address', async () => {
    const channel = createMailChannel({ ...SETTINGS, SMTP_URL: 'smtp://127.0.0.1:1' });
    await expect(channel.deliver({ ...HELD, recipientEmail: null })).rejects.toThrow(DeliveryRefused);
  });
});
