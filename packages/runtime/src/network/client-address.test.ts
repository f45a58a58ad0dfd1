import { describe, expect, it } from '@jest/globals';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { ClientAddress } from './client-address.js';

const addresses = new ClientAddress('127.0.0.0/8, ::1, 10.0.0.0/8');

function requestFrom(peer: string | undefined, forwarded?: string): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: peer });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

describe('the address of a client', () => {
  it.each([
    ['192.0.2.1', undefined, '192.0.2.1'],
    ['::ffff:192.0.2.1', undefined, '192.0.2.1'],
    ['192.0.2.1', '198.51.100.1', '192.0.2.1'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['::1', '2001:DB8::1', '2001:db8::1'],
    ['127.0.0.1', 'forged, 203.0.113.9, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '203.0.113.9, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
    ['127.0.0.1', 'unknown', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.9, 198.51.100.1, 10.1.2.3, 10.9.8.7', '198.51.100.1'],
    ['127.0.0.1', '198.51.100.1:50123', '198.51.100.1'],
    ['127.0.0.1', '198.51.100.1:50123, 10.1.2.3:443', '198.51.100.1'],
    ['127.0.0.1', '[2001:db8::1]', '2001:db8::1'],
    ['127.0.0.1', '[2001:DB8::1]:50123, 10.1.2.3', '2001:db8::1'],
    ['127.0.0.1', '"[2001:db8::1]:50123"', '2001:db8::1'],
    ['127.0.0.1', '198.51.100.1 ,\t10.1.2.3 , ', '198.51.100.1'],
    ['127.0.0.1', ',, 198.51.100.1,,', '198.51.100.1'],
    ['127.0.0.1', '203.0.113.9, unknown, 10.1.2.3', '10.1.2.3'],
    ['127.0.0.1', '203.0.113.9, 999.1.1.1, 10.1.2.3:80', '10.1.2.3'],
    ['127.0.0.1', '203.0.113.9, fe80::1%eth0', 'fe80::1%eth0'],
    ['127.0.0.1', '203.0.113.9, [', '127.0.0.1'],
    ['127.0.0.1', '10.1.2.3, 10.9.8.7', '10.1.2.3'],
    [undefined, undefined, ''],
    [undefined, '198.51.100.1', ''],
  ])('of %s, forwarded for %s, is %s', (peer, forwarded, address) => {
    expect(addresses.of(requestFrom(peer, forwarded))).toBe(address);
  });
});
