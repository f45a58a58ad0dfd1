// Text that the database cannot hold, wherever a client may write some: refused or kept harmlessly, never an error of ours.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DepositWorld } from '../support/webdav/deposit-world.js';
import { RawConnection } from '../support/webdav/raw-http.js';

let world: DepositWorld;
beforeAll(async () => {
  world = await DepositWorld.create();
});
afterAll(() => world.destroy());

const NUL = '\0';
/** Half of a surrogate pair as bytes: no UTF-8. */
const HALF = '\xed\xa0\xbd';
const basic = (login: string, password: string): string =>
  `Basic ${Buffer.from(`${login}:${password}`, 'latin1').toString('base64')}`;
const lockOf = (owner: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>` +
  `<D:locktype><D:write/></D:locktype><D:owner>${owner}</D:owner></D:lockinfo>`;
const propertyOf = (value: string, name = 'x'): string =>
  `<?xml version="1.0" encoding="utf-8"?><D:propertyupdate xmlns:D="DAV:" xmlns:Z="urn:z"><D:set><D:prop>` +
  `<Z:${name}>${value}</Z:${name}></D:prop></D:set></D:propertyupdate>`;

interface Attempt {
  readonly line: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly authorization?: string;
}

const BAD_TEXTS = [NUL, HALF, '&#0;', '&#xD800;', '&#x1F;', '\x01', '\xff'];
const ATTEMPTS: readonly Attempt[] = [
  ...['a%00b.zip', 'a%ED%A0%BDb.zip', `a${HALF}b.zip`, 'a%FFb.zip', 'a%01b.zip', '%00', '%2500.zip'].flatMap(
    (name) =>
      ['PUT', 'GET', 'HEAD', 'DELETE', 'PROPFIND', 'MKCOL', 'LOCK'].map((verb) => ({
        line: `${verb} /webdav/jaures/${name} HTTP/1.1`,
        ...(verb === 'PUT' && { body: 'content' }),
        ...(verb === 'LOCK' && { body: lockOf('me') }),
      })),
  ),
  ...['%00', '%ED%A0%BD', 'jaures/%00'].flatMap((place) =>
    ['PUT', 'PROPFIND', 'GET'].map((verb) => ({ line: `${verb} /webdav/${place}/x.zip HTTP/1.1`, body: '' })),
  ),
  ...['b%00.zip', 'b%ED%A0%BD.zip', 'b%FF.zip'].flatMap((name) =>
    ['MOVE', 'COPY'].map((verb) => ({
      line: `${verb} /webdav/jaures/envoi.tmp HTTP/1.1`,
      headers: [`Destination: /webdav/jaures/${name}`],
    })),
  ),
  ...BAD_TEXTS.map((text) => ({ line: 'LOCK /webdav/jaures/envoi.tmp HTTP/1.1', body: lockOf(text) })),
  ...BAD_TEXTS.map((text) => ({
    line: 'PROPPATCH /webdav/jaures/envoi.tmp HTTP/1.1',
    body: propertyOf(text),
  })),
  ...BAD_TEXTS.map((text) => ({
    line: 'PROPPATCH /webdav/jaures/envoi.tmp HTTP/1.1',
    body: propertyOf('v', `x${text}`),
  })),
  ...[HALF, '\xff', '\t'].map((text) => ({
    line: 'PUT /webdav/jaures/agent.tmp HTTP/1.1',
    headers: [`User-Agent: EDT ${text}`, `X-Forwarded-For: ${text}`],
    body: 'content',
  })),
  ...[NUL, HALF].flatMap((text) =>
    [basic(`emp${text}`, 'secret'), basic('emp.marie.dupont', `secret${text}`)].map((authorization) => ({
      line: 'PROPFIND /webdav/jaures/ HTTP/1.1',
      authorization,
    })),
  ),
  ...['(<opaquelocktoken:%00>)', `(<${HALF}>)`, '(["%00"])'].map((condition) => ({
    line: 'PUT /webdav/jaures/if.tmp HTTP/1.1',
    headers: [`If: ${condition}`, `Lock-Token: ${condition}`],
    body: 'content',
  })),
];

it('is never an error of the door', async () => {
  await world.client().put('/webdav/jaures/envoi.tmp', 'content');
  const failed: unknown[] = [];
  for (const { line, headers = [], body = '', authorization = world.client().authorization } of ATTEMPTS) {
    const connection = await RawConnection.open(world.door.port);
    connection.send(
      [
        line,
        'Host: x',
        `Authorization: ${authorization}`,
        'Depth: 0',
        ...headers,
        `Content-Length: ${body.length}`,
      ],
      body,
    );
    const answer = await connection.answer({ timeoutMs: 20_000, isHead: line.startsWith('HEAD') });
    connection.close();
    if (answer === undefined || answer.status >= 500) failed.push([answer?.status, line, headers, body]);
  }
  expect(failed).toEqual([]);
  expect((await world.client().put('/webdav/jaures/EDT_apres.zip', 'content')).status).toBe(201);
}, 60_000);
