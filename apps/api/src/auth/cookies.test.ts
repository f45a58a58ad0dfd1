import { describe, expect, it } from '@jest/globals';
import express, { type Response } from 'express';
import { once } from 'node:events';
import { Cookies } from './cookies.js';

const SECURE = new Cookies({ PUBLIC_URL: 'https://ent.example.org' });
const PLAIN = new Cookies({ PUBLIC_URL: 'http://localhost:3000' });

/** `Set-Cookie`, line by line. */
async function setBy(act: (response: Response) => void): Promise<string[]> {
  const server = express()
    .get('/', (_request, response) => {
      act(response);
      response.end();
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    return (await fetch(`http://127.0.0.1:${port}/`)).headers.getSetCookie();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('the session cookie', () => {
  it('is out of reach of scripts, and travels to other sites’ requests only where a link is followed', async () => {
    const [session = '', hint = ''] = await setBy((response) => {
      PLAIN.keep(response, 'session', 'x', 60);
    });
    expect(session).toMatch(/^session=x; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(hint).toMatch(/^signed_in=1; (?!.*HttpOnly)/);
  });

  it('travels by HTTPS only where the console is reached by HTTPS, under a name that no neighbour can set', async () => {
    const [session = ''] = await setBy((response) => {
      SECURE.keep(response, 'session', 'x', 60);
    });
    expect(session).toMatch(
      /^__Host-session=x; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    const headers = { cookie: 'session=theirs; __Host-session=mine; session=theirs' };
    expect(SECURE.of({ headers }, 'session')).toBe('mine');
    expect(SECURE.of({ headers: { cookie: 'session=theirs' } }, 'session')).toBeUndefined();
  });

  it('is forgotten in the form in which it was kept: browsers would else keep it', async () => {
    const lines = await setBy((response) => {
      SECURE.forget(response, 'session');
    });
    expect(lines).toEqual([
      expect.stringMatching(
        /^__Host-session=; Path=\/; Expires=Thu, 01 Jan 1970[^;]+; HttpOnly; Secure; SameSite=Lax$/,
      ),
      expect.stringMatching(/^signed_in=; Path=\/; Expires=Thu, 01 Jan 1970/),
    ]);
  });
});
