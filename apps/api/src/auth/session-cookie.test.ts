import { describe, expect, it } from '@jest/globals';
import { readSettings } from '@timetable/settings';
import { sessionCookieOptions } from './session-cookie.js';

const optionsAt = (publicUrl: string) =>
  sessionCookieOptions(
    readSettings({
      DATABASE_URL: 'postgresql://localhost/x',
      SESSION_SECRET: 's'.repeat(32),
      PUBLIC_URL: publicUrl,
    }),
  );

describe('the session cookie', () => {
  it('is out of reach of scripts, and travels to other sites’ requests only where a link is followed', () => {
    expect(optionsAt('http://localhost:3000')).toMatchObject({
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
    });
  });

  it('travels by HTTPS only where the console is reached by HTTPS', () => {
    expect(optionsAt('https://ent.example.org').secure).toBe(true);
    expect(optionsAt('http://localhost:3000').secure).toBe(false);
  });
});
