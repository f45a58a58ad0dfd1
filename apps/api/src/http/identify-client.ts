import { ClientAddress } from '@timetable/runtime';
import type { RequestHandler } from 'express';

/**
 * Says where each request comes from, by the rule of the deposit door. Express's own takes an entry with a port for no address,
 * and then the nearest proxy for the client: a whole school, or all of them, would share their count of wrong passwords.
 * @param trustedProxies those whose `X-Forwarded-For` is believed: whoever else could write it would try for ever
 */
export function identifyClient(trustedProxies: string): RequestHandler {
  const addresses = new ClientAddress(trustedProxies);
  return (request, _response, next) => {
    Object.defineProperty(request, 'ip', { value: addresses.of(request) });
    next();
  };
}
