// What an account may ask of a listing, and what it costs the door: the answer repeats, for each resource, every
// property that was asked for.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FILE, HazardSuite } from '../support/webdav/hazard-suite.js';

/** Little enough that garbage does not wait for a busy machine's collector: what memory grows by, is kept. */
const suite = HazardSuite.register(undefined, { NODE_OPTIONS: '--max-old-space-size=96' });
const CAMPUS = '/webdav/jaures/';
/** A campus holds as many files and as many collections; one file is there already. */
const FULL = 199;

const asking = (properties: string, namespace = 'urn:x'): string =>
  `<D:propfind xmlns:D="DAV:" xmlns:x="${namespace}"><D:prop>${properties}</D:prop></D:propfind>`;
const distinct = (count: number, length = 1): string =>
  Array.from({ length: count }, (_, i) => `<x:${'p'.repeat(length - 3)}${100 + i}/>`).join('');

async function inTens(count: number, act: (i: number) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i += 10) {
    await Promise.all(Array.from({ length: Math.min(10, count - i) }, (_, j) => act(i + j)));
  }
}

describe('a question', () => {
  it.each([
    ['of 65 properties', asking(distinct(65, 4))],
    ['of as many properties as 60 KB hold', asking(distinct(3900, 10))],
    ['with a namespace of 30,000 characters', asking(distinct(60, 4), `urn:${'x'.repeat(30_000)}`)],
    ['with a name of 30,000 characters', asking(distinct(1, 30_000))],
  ])('%s is refused in a French sentence', async (_, body) => {
    const answer = await suite.client.request('PROPFIND', CAMPUS, { body });
    expect(answer.status).toBe(413);
    expect(answer.body.toString()).toMatch(/^La requête .*Vérifiez le réglage du logiciel/);
  });

  it('of one property 3,900 times is answered once per resource', async () => {
    const body = asking('<x:a/>'.repeat(3900));
    const answer = await suite.client.request('PROPFIND', FILE, { body, headers: { Depth: '0' } });
    expect(answer.status).toBe(207);
    expect(answer.body.toString().match(/:a\/>/g)).toHaveLength(1);
  });

  it.each(['constructor', '__proto__', 'hasOwnProperty', 'valueOf', 'toString', 'isPrototypeOf'])(
    'of DAV:%s is answered with 404: no resource has it',
    async (name) => {
      const body = `<D:propfind xmlns:D="DAV:"><D:prop><D:${name}/></D:prop></D:propfind>`;
      const answer = await suite.client.request('PROPFIND', FILE, { body, headers: { Depth: '0' } });
      expect(answer.status).toBe(207);
      expect(answer.body.toString()).toContain(
        `<D:propstat><D:prop><D:${name}/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>`,
      );
      expect(answer.body.toString()).not.toContain('200 OK');
    },
  );
});

describe('the listing of a full campus', () => {
  beforeEach(async () => {
    await inTens(FULL, (i) => suite.client.put(`${CAMPUS}f${i}`, 'x'));
    await inTens(FULL, (i) => suite.client.request('MKCOL', `${CAMPUS}c${i}`));
  });
  afterEach(async () => {
    await inTens(FULL, (i) => suite.client.request('DELETE', `${CAMPUS}f${i}`));
    await inTens(FULL, (i) => suite.client.request('DELETE', `${CAMPUS}c${i}`));
  });

  it('is in proportion to its resources whatever is asked, and does not go through memory', async () => {
    const question = asking(distinct(64, 128), `urn:${'y'.repeat(252)}`);
    const listing = (): Promise<{ status: number; body: Buffer }> =>
      suite.client.request('PROPFIND', CAMPUS, { body: question, headers: { Depth: '1' } });
    const { status, body } = await listing();
    expect(status).toBe(207);
    const text = body.toString();
    const resources = text.match(/<D:response>/g)?.length ?? 0;
    expect(resources).toBeGreaterThan(2 * FULL);
    expect(text.match(/xmlns:/g)).toHaveLength(2);
    expect(text.match(/<\/D:multistatus>$/)).not.toBeNull();
    // Per resource: the names asked for, which are the question's length, and its own address and status lines.
    expect(body.length / resources).toBeLessThan(question.length + 500);

    const before = await suite.world.door.peakMegabytes();
    const answers = await Promise.all(Array.from({ length: 20 }, listing));
    expect(answers.map((answer) => answer.body.length)).toEqual(answers.map(() => body.length));
    // Less than half of these answers, were they made in memory.
    expect((await suite.world.door.peakMegabytes()) - before).toBeLessThan((20 * body.length) / 2 / 1e6);
  });
});

describe('the listing of a collection', () => {
  it('does not multiply by the locks that cover it', async () => {
    const shared = (owner: string): string =>
      '<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:shared/></D:lockscope><D:locktype><D:write/></D:locktype>' +
      `<D:owner>${owner}</D:owner></D:lockinfo>`;
    await suite.client.request('MKCOL', `${CAMPUS}shared`);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      statuses.push(await suite.client.status('LOCK', `${CAMPUS}shared`, { body: shared('o'.repeat(4000)) }));
    }
    expect(statuses).toEqual([...Array<number>(8).fill(200), ...Array<number>(4).fill(503)]);
    const answer = await suite.client.request('PROPFIND', `${CAMPUS}shared`, { headers: { Depth: '0' } });
    expect(answer.body.toString()).not.toContain('ooooo');
    expect(answer.body.length).toBeLessThan(8000);
  });
});

describe('properties', () => {
  const documents = 2400;
  const perFile = 60;
  const file = (i: number): string => `${CAMPUS}kept${Math.floor(i / perFile)}`;
  beforeEach(() => inTens(documents / perFile, (i) => suite.client.put(file(i * perFile), 'x')));
  afterEach(() => inTens(documents / perFile, (i) => suite.client.request('DELETE', file(i * perFile))));

  it('that are kept do not keep the document they came in', async () => {
    // One character beyond Latin-1 makes every character of the document take two bytes.
    const padding = `<!--€${'-x'.repeat(30_000)}-->`;
    const set = (i: number): string =>
      `<D:propertyupdate xmlns:D="DAV:" xmlns:x="urn:x">${padding}<D:set><D:prop>` +
      `<x:p${i}>a value of more than a few characters</x:p${i}></D:prop></D:set></D:propertyupdate>`;
    const before = await suite.world.door.residentMegabytes();
    const statuses = new Set<number>();
    await inTens(documents, async (i) => {
      statuses.add(await suite.client.status('PROPPATCH', file(i), { body: set(i) }));
    });
    expect(statuses).toEqual(new Set([207]));
    const growth = (await suite.world.door.residentMegabytes()) - before;
    expect(growth).toBeLessThan((documents * 2 * padding.length) / 1e6 / 2);
  });
});
