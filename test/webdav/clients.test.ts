// Real clients' sequences, replayed request by request, byte by byte, from their sources and public traces.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { basic } from '../support/webdav/dav-client.js';
import { DepositWorld, LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { RawConnection, type RawAnswer } from '../support/webdav/raw-http.js';

let world: DepositWorld;
let connection: RawConnection;
let before: number;

beforeAll(async () => {
  world = await DepositWorld.create();
});

afterAll(async () => {
  await world.destroy();
});

beforeEach(async () => {
  connection = await RawConnection.open(world.door.port);
  before = await world.depositCount();
});

afterEach(() => {
  connection.close();
});

const AUTHORIZATION = `Authorization: ${basic(LOGIN, PASSWORD)}`;
const newDeposits = async (): Promise<number> => (await world.depositCount()) - before;

/** One request on the connection under test. */
async function step(lines: readonly string[], body: string | Uint8Array = ''): Promise<RawAnswer> {
  connection.send(lines, body);
  const answer = await connection.answer({ isHead: lines[0]?.startsWith('HEAD') ?? false });
  if (answer === undefined) throw new Error(`no answer to ${lines[0] ?? ''}`);
  return answer;
}

describe('Windows Explorer (WebClient, MiniRedir)', () => {
  const FILE = '/webdav/jaures/EDT_EXPLORER.zip';
  const miniRedir = (first: string, ...more: string[]): string[] => [
    `${first} HTTP/1.1`,
    'Connection: Keep-Alive',
    'User-Agent: Microsoft-WebDAV-MiniRedir/10.0.19045',
    'translate: f',
    'Host: ent.example',
    ...more,
  ];

  it('uploads a file: one deposit, with its bytes and its Win32 properties', async () => {
    const bytes = 'x'.repeat(300_000);
    const properties = (name: string): string =>
      `<?xml version="1.0" encoding="utf-8" ?><D:propertyupdate xmlns:D="DAV:" xmlns:Z="urn:schemas-microsoft-com:"><D:set><D:prop><Z:${name}>Mon, 14 Sep 2026 08:00:00 GMT</Z:${name}></D:prop></D:set></D:propertyupdate>`;
    const statuses: number[] = [];
    const note = (answer: RawAnswer): RawAnswer => {
      statuses.push(answer.status);
      return answer;
    };

    note(await step(miniRedir('OPTIONS /')));
    note(await step(miniRedir('PROPFIND /webdav/jaures', 'Depth: 0', 'Content-Length: 0')));
    note(await step(miniRedir('PROPFIND /webdav/jaures', 'Depth: 0', 'Content-Length: 0', AUTHORIZATION)));
    note(await step(miniRedir(`PROPFIND ${FILE}`, 'Depth: 0', 'Content-Length: 0', AUTHORIZATION)));
    note(await step(miniRedir(`PUT ${FILE}`, 'Content-Length: 0', AUTHORIZATION)));
    const lockInfo =
      '<?xml version="1.0" encoding="utf-8" ?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner><D:href>ECOLE\\secretariat</D:href></D:owner></D:lockinfo>';
    const locked = note(
      await step(
        miniRedir(
          `LOCK ${FILE}`,
          'Timeout: Second-3600',
          'Content-Type: text/xml; charset="utf-8"',
          `Content-Length: ${lockInfo.length}`,
          AUTHORIZATION,
        ),
        lockInfo,
      ),
    );
    const token = locked.headers['lock-token'] ?? '';
    const created = properties('Win32CreationTime');
    note(
      await step(
        miniRedir(`PROPPATCH ${FILE}`, `If: (${token})`, `Content-Length: ${created.length}`, AUTHORIZATION),
        created,
      ),
    );
    note(await step(miniRedir(`HEAD ${FILE}`)));
    note(await step(miniRedir(`HEAD ${FILE}`, AUTHORIZATION)));
    note(
      await step(
        miniRedir(`PUT ${FILE}`, `If: (${token})`, `Content-Length: ${bytes.length}`, AUTHORIZATION),
        bytes,
      ),
    );
    const modified = properties('Win32LastModifiedTime');
    note(
      await step(
        miniRedir(`PROPPATCH ${FILE}`, `If: (${token})`, `Content-Length: ${modified.length}`, AUTHORIZATION),
        modified,
      ),
    );
    note(await step(miniRedir(`UNLOCK ${FILE}`, `Lock-Token: ${token}`, 'Content-Length: 0', AUTHORIZATION)));
    const listed = note(
      await step(miniRedir('PROPFIND /webdav/jaures', 'Depth: 1', 'Content-Length: 0', AUTHORIZATION)),
    );

    expect(statuses).toEqual([200, 401, 207, 404, 201, 200, 207, 401, 200, 204, 207, 204, 207]);
    expect(await newDeposits()).toBe(1);
    expect((await world.deposits()).at(-1)).toMatchObject({
      fileName: 'EDT_EXPLORER.zip',
      storedSha256: sha256Of(bytes),
    });
    expect(listed.body.toString()).toContain('Win32CreationTime');
    expect(listed.body.toString()).toContain('<D:getcontentlength>300000</D:getcontentlength>');
  });
});

describe('Indy (TIdHTTP, TIdWebDAV), which Delphi programs use', () => {
  const indy = (first: string, ...more: string[]): string[] => [
    `${first} HTTP/1.1`,
    'Connection: keep-alive',
    'Host: ent.example',
    'Accept: text/html, */*',
    'Accept-Encoding: identity',
    'User-Agent: Mozilla/3.0 (compatible; Indy Library)',
    ...more,
  ];

  it('puts with credentials at once', async () => {
    const answer = await step(
      indy(
        'PUT /webdav/jaures/lycee/EDT_INDY.zip',
        'Content-Type: application/octet-stream',
        'Content-Length: 4',
        AUTHORIZATION,
      ),
      'indy',
    );
    expect(answer.status).toBe(201);
    expect(await newDeposits()).toBe(1);
  });

  it('puts without credentials, is challenged, and sends everything again', async () => {
    const body = 'y'.repeat(1_000_000);
    const put = (...more: string[]): Promise<RawAnswer> =>
      step(indy('PUT /webdav/jaures/EDT_INDY_401.zip', `Content-Length: ${body.length}`, ...more), body);
    expect((await put()).status).toBe(401);
    expect((await put(AUTHORIZATION)).status).toBe(201);
    expect(await newDeposits()).toBe(1);
  });

  it('locks, puts with an untagged If, moves without Overwrite, unlocks: one deposit', async () => {
    const lockInfo =
      '<?xml version="1.0" encoding="utf-8" ?><D:lockinfo xmlns:D=\'DAV:\'><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner><D:href>EDT</D:href></D:owner></D:lockinfo>';
    const locked = await step(
      indy(
        'LOCK /webdav/jaures/envoi.tmp',
        'If-None-Match: *',
        'Timeout: Infinite',
        'Depth: 0',
        'Content-Type: text/xml',
        `Content-Length: ${lockInfo.length}`,
        AUTHORIZATION,
      ),
      lockInfo,
    );
    expect(locked.status).toBe(201);
    const token = /<D:locktoken><D:href>([^<]+)/.exec(locked.body.toString())?.[1] ?? '';
    expect(locked.headers['lock-token']).toBe(`<${token}>`);
    const put = await step(
      indy('PUT /webdav/jaures/envoi.tmp', `If: (<${token}>)`, 'Content-Length: 5', AUTHORIZATION),
      'indy2',
    );
    expect(put.status).toBe(204);
    const move = await step(
      indy(
        'MOVE /webdav/jaures/envoi.tmp',
        'Destination: http://ent.example/webdav/jaures/EDT_INDY_MOVE.zip',
        'Depth: infinity',
        `If: (<${token}>)`,
        'Content-Length: 0',
        AUTHORIZATION,
      ),
    );
    expect(move.status).toBe(201);
    const unlock = await step(
      indy('UNLOCK /webdav/jaures/EDT_INDY_MOVE.zip', `Lock-Token: <${token}>`, AUTHORIZATION),
    );
    // A lock stays behind what moves, and is over (RFC 4918 §9.9): the program is told that there is none.
    expect(unlock.status).toBe(409);
    expect(await newDeposits()).toBe(1);
    expect((await world.deposits()).at(-1)).toMatchObject({
      fileName: 'EDT_INDY_MOVE.zip',
      storedSha256: sha256Of('indy2'),
    });
  });
});

describe('Indy locking a file that is there', () => {
  const lockInfo =
    '<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>';
  const lock = (file: string, condition: string): Promise<RawAnswer> =>
    step(
      [
        `LOCK /webdav/jaures/${file} HTTP/1.1`,
        'Host: ent.example',
        condition,
        'Depth: 0',
        `Content-Length: ${lockInfo.length}`,
        AUTHORIZATION,
      ],
      lockInfo,
    );

  it('sends If-None-Match: * as for a new one (DAVLock’s default): the lock is granted', async () => {
    await world.client().put('/webdav/jaures/EDT_INDY_TWICE.tmp', 'yesterday');
    expect((await lock('EDT_INDY_TWICE.tmp', 'If-None-Match: *')).status).toBe(200);
  });

  it('with MustExist is obeyed: no empty file is made where there is none', async () => {
    expect((await lock('EDT_INDY_NONE.tmp', 'If-Match: *')).status).toBe(412);
    expect(await world.client().status('GET', '/webdav/jaures/EDT_INDY_NONE.tmp')).toBe(404);
  });
});

describe('Synapse (THTTPSend)', () => {
  it('puts with HTTP/1.0 on a connection per request', async () => {
    const answer = await step(
      [
        'PUT /webdav/jaures/EDT_SYNAPSE.zip HTTP/1.0',
        'User-Agent: Mozilla/4.0 (compatible; Synapse)',
        'Content-Type: application/zip',
        'Content-Length: 7',
        AUTHORIZATION,
      ],
      'synapse',
    );
    expect(answer.status).toBe(201);
    expect(await connection.closed()).toBe(true);
    expect(await newDeposits()).toBe(1);
  });
});

describe('.NET (HttpWebRequest)', () => {
  const dotNet = (...more: string[]): string[] => [
    'PUT /webdav/jaures/EDT_DOTNET.zip HTTP/1.1',
    'Content-Type: application/octet-stream',
    'Host: ent.example',
    'Content-Length: 6',
    'Expect: 100-continue',
    ...more,
  ];

  it('waits for 100 Continue before it sends, and is challenged first', async () => {
    const challenge = await step(dotNet('Connection: Keep-Alive'));
    expect(challenge.status).toBe(401);
    connection = await RawConnection.open(world.door.port);
    expect((await step(dotNet(AUTHORIZATION))).status).toBe(100);
    connection.write('dotnet');
    expect((await connection.answer())?.status).toBe(201);
    expect(await newDeposits()).toBe(1);
  });

  it('sends after 350 ms even when nobody answered', async () => {
    connection.send(dotNet(AUTHORIZATION), 'dotneT');
    expect((await connection.answer())?.status).toBe(100);
    expect((await connection.answer())?.status).toBe(204);
    expect(await newDeposits()).toBe(1);
  });
});

describe('programs that ask first and send again (WinHTTP, WinInet, ICS)', () => {
  it('send their body to the challenge, then again with credentials, on one connection', async () => {
    const put = (...more: string[]): Promise<RawAnswer> =>
      step(
        [
          'PUT /webdav/jaures/EDT_WINHTTP.zip HTTP/1.1',
          'Host: x',
          'User-Agent: Embarcadero URI Client/1.0',
          'Content-Length: 7',
          ...more,
        ],
        'winhttp',
      );
    expect((await put()).status).toBe(401);
    expect((await put(AUTHORIZATION)).status).toBe(201);
    expect(await newDeposits()).toBe(1);
  });
});
