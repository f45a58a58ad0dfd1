// Bodies that would cost more than what they bring is worth: refused before they are parsed, in French.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { at } from '../../support/json-at.js';
import { countRows } from '../../support/rows.js';
import { RawConnection } from '../../support/webdav/raw-http.js';

const MIB = 1024 * 1024;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, 'DIR');
});
afterAll(() => api.stop());

interface Sent {
  readonly status: number;
  readonly body: unknown;
  readonly tookMs: number;
}

async function send(
  method: string,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const startedAt = performance.now();
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body,
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer, tookMs: performance.now() - startedAt };
}

const asOperator = () => ({ authorization: `Bearer ${api.operator}` });
const load = (body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
  send('PUT', '/campuses/DIR/directory', body, { ...asOperator(), ...headers });

describe('a hostile body', () => {
  it.each([
    ['brackets', '['.repeat(30 * MIB), 'too_complex', /imbriqué/],
    ['brackets among pupils', `{"pupils":[${'['.repeat(30 * MIB)}`, 'too_complex', /imbriqué/],
    ['what nobody reads', `{"other":[${'1,'.repeat(15 * MIB)}1]}`, 'too_complex', /valeurs/],
    ['objects', `{"pupils":[${'{},'.repeat(10 * MIB)}{}]}`, 'validation_failed', /100 données/],
    ['numbers', `[${'1,'.repeat(15 * MIB)}1]`, 'validation_failed', /donnée/],
    ['one text', `{"pupils":["${'x'.repeat(30 * MIB)}"]}`, 'validation_failed', /donnée/],
  ])('of 30 MB of %s in place of a directory is refused at once', async (_what, body, code, detail) => {
    const { status, body: answer, tookMs } = await load(body);
    expect([status, at(answer, 'code')]).toEqual([400, code]);
    expect(at(answer, 'detail')).toMatch(detail);
    // 0.2 to 0.6 s on a machine at rest, 3.2 s once on a loaded one.
    expect(tookMs).toBeLessThan(12_000);
  });

  it.each([
    ['deep', '/campuses', `{"a":${'['.repeat(100_000)}`, 400, 'too_complex'],
    ['long', '/campuses', JSON.stringify({ name: 'x'.repeat(300_000) }), 413, 'payload_too_large'],
    ['long', '/auth/login', JSON.stringify({ login: 'x'.repeat(9000) }), 413, 'payload_too_large'],
    ['wide', '/auth/login', `{"login":"a","password":[${'0,'.repeat(100)}0]}`, 400, 'too_complex'],
    ['no JSON', '/campuses', '{"name":', 400, 'validation_failed'],
  ])('that is %s is refused at %s', async (_how, path, body, status, code) => {
    const answer = await send('POST', path, body, asOperator());
    expect([answer.status, at(answer.body, 'code')]).toEqual([status, code]);
  });

  it('counts as what it becomes once it is decompressed', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200 * MIB, ' ')));
    const gzip = { 'content-encoding': 'gzip' };
    const directory = await load(bomb, gzip);
    expect([directory.status, at(directory.body, 'code')]).toEqual([413, 'payload_too_large']);
    const login = await send('POST', '/auth/login', bomb, gzip);
    expect([login.status, at(login.body, 'code')]).toEqual([413, 'payload_too_large']);
    const broken = await load(new Uint8Array([1, 2, 3]), gzip);
    expect([broken.status, at(broken.body, 'code')]).toEqual([400, 'validation_failed']);
    const unknown = await load('{}', { 'content-encoding': 'zip' });
    expect([unknown.status, at(unknown.body, 'code')]).toEqual([415, 'unsupported_media_type']);
  });

  it.each([
    ['in another character set', Buffer.from('{"login":"a","password":"b"}', 'utf16le'), 'utf-16le'],
    ['in one that nobody knows', Buffer.from('{"login":"a","password":"b"}'), 'x-unknown'],
  ])('%s is no JSON', async (_how, body, charset) => {
    const type = { 'content-type': `application/json; charset=${charset}` };
    const answer = await send('POST', '/auth/login', new Uint8Array(body), type);
    expect([answer.status, at(answer.body, 'code')]).toEqual([415, 'unsupported_media_type']);
  });

  it.each([
    ['', '/campuses/DIR', 'PATCH', '{"name":"Collège"}'],
    ['in the name of a field', '/campuses/DIR', 'PATCH', '{"é":1}'],
    ['of somebody who signs in', '/auth/login', 'POST', '{"login":"a","password":"é"}'],
    [
      'of a directory',
      '/campuses/DIR/directory',
      'PUT',
      '{"pupils":[{"id":"p1","lastName":"Hélène","firstName":""}]}',
    ],
    ['that nobody reads', '/campuses/DIR/directory', 'PUT', '{"other":"é"}'],
  ])(
    'whose text is no UTF-8 is refused, not kept without its accents: %s',
    async (_whose, path, method, body) => {
      const answer = await send(method, path, new Uint8Array(Buffer.from(body, 'latin1')), asOperator());
      expect([answer.status, at(answer.body, 'code')]).toEqual([400, 'validation_failed']);
      expect(at(answer.body, 'detail')).toMatch('UTF-8');
    },
  );

  it('of a directory that ends within a character is refused', async () => {
    const whole = Buffer.from('{"other":"é"}');
    const answer = await load(new Uint8Array(whole.subarray(0, whole.indexOf(0xc3) + 1)));
    expect([answer.status, at(answer.body, 'detail')]).toEqual([400, expect.stringMatching('UTF-8')]);
  });

  it.each([
    ['in the midst of a row', '{"pupils":[{"id":"p1","lastName":"Petit"', /illisible/],
    ['after a list', '{"pupils":[]', /illisible/],
    ['before it begins', ' ', /illisible/],
  ])('of a directory that ends %s is refused, and loads nothing', async (_where, body, detail) => {
    const answer = await load(body);
    expect([answer.status, at(answer.body, 'code')]).toEqual([400, 'validation_failed']);
    expect(at(answer.body, 'detail')).toMatch(detail);
  });

  it('says what is wrong with each row, and loads none of the others', async () => {
    const good = { id: 'p1', lastName: 'Petit', firstName: 'Zoé' };
    const answer = await load(
      JSON.stringify({
        pupils: [good, { ...good, lastName: '' }, { ...good, id: 'p2', birthDate: 'hier' }, good, 7, null],
        classes: { id: '6A' },
        users: 'personne',
        teachers: [[]],
        other: { deep: [[{}]], text: 'x' },
      }),
    );
    expect(answer.status).toBe(400);
    expect(at(answer.body, 'errors.*.field')).toEqual([
      ...['pupils.1.lastName', 'pupils.2.birthDate', 'pupils.3.id', 'pupils.4', 'pupils.5'],
      ...['classes', 'users', 'teachers.0'],
    ]);
    expect(await countRows(api.database.sql, 'person')).toBe(0);
    const twice = await load('{"pupils":[],"pupils":[]}');
    expect(at(twice.body, 'errors.0')).toEqual({
      field: 'pupils',
      message: 'Cette liste est donnée deux fois.',
    });
  });

  it('of somebody unknown is not read', async () => {
    const body = '['.repeat(30 * MIB);
    const answer = await send('PUT', '/campuses/DIR/directory', body).catch(() => undefined);
    // Refused while it is being sent: a client that goes on sending may find the connection closed.
    expect([401, undefined]).toContain(answer?.status);
  });

  it('adds nothing to what an object is', async () => {
    const body =
      '{"__proto__":{"role":"operator"},"constructor":{"prototype":{"x":1}},"login":"a","password":"b"}';
    const answer = await send('POST', '/auth/login', body);
    expect([answer.status, at(answer.body, 'code')]).toEqual([401, 'bad_credentials']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('an honest body', () => {
  it('of five thousand pupils is loaded, while others are served', async () => {
    const pupils = Array.from({ length: 5000 }, (_, index) => ({
      ...{ id: `p${index}`, lastName: `Nom ${index}`, firstName: 'Zoé', birthDate: '2014-05-06' },
      ...{ nationalId: `ine${index}`, sieclId: `s${index}`, classId: '6A' },
    }));
    const body = JSON.stringify({ pupils });
    const loads = await Promise.all([load(body), load(body), load(body)]);
    expect(loads.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(loads.map(({ body: answer }) => at(answer, 'pupils.created')).sort()).toEqual([0, 0, 5000]);
  });
});

describe('a body without end', () => {
  const post = (framing: string) => [
    ...['POST /api/v1/auth/login HTTP/1.1', 'Host: x', 'Content-Type: application/json'],
    framing,
  ];
  const connect = () => RawConnection.open(Number(new URL(api.url).port));

  it('is refused at once when it is announced', async () => {
    const connection = await connect();
    connection.send(post('Content-Length: 99999999999999'), '{');
    expect((await connection.answer({ timeoutMs: 10_000 }))?.status).toBe(413);
    connection.close();
  });

  it('is refused while it comes when it is not', async () => {
    const connection = await connect();
    connection.send(post('Transfer-Encoding: chunked'));
    const drip = setInterval(() => {
      connection.write(`400\r\n${' '.repeat(1024)}\r\n`);
    }, 10);
    expect((await connection.answer({ timeoutMs: 10_000 }))?.status).toBe(413);
    clearInterval(drip);
    connection.close();
  });
});

describe('requests sent ahead without end', () => {
  const login = '{"login":"a","password":"b"}';
  const headers = `Host: x\r\nContent-Type: application/json\r\nContent-Length: ${login.length}`;

  it.each([
    ['without a body', 'GET /api/v1/config HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['with one', `POST /api/v1/auth/login HTTP/1.1\r\n${headers}\r\n\r\n${login}`],
  ])('%s end their connection, and no other', async (_, request) => {
    const connection = await RawConnection.open(Number(new URL(api.url).port));
    connection.write(request.repeat(1_000));
    expect(await connection.closed()).toBe(true);
    expect((await api.get('/auth/me')).status).toBe(200);
  });
});
