import { beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '../http/refusal.js';
import { CampusTree, DEFAULT_QUOTA } from './campus-tree.js';
import { Content } from './content.js';
import { Spool } from './spool.js';

const NOW = new Date('2026-09-14T08:00:00Z');
const HOUR_MS = 3_600_000;
const later = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR_MS);

class CountingSpool extends Spool {
  readonly discarded: string[] = [];

  override discard(path: string): void {
    this.discarded.push(path);
  }
}

let spool: CountingSpool;
let tree: CampusTree;

beforeEach(() => {
  spool = new CountingSpool('/nowhere');
  tree = new CampusTree('jaures', { ...DEFAULT_QUOTA, maxFiles: 4, maxBytes: 1000 }, NOW);
  tree.ensureEstablishments(['lycee'], NOW);
});

const spooled = (path: string, sizeBytes = 10): Content =>
  new Content(sizeBytes, 'ab'.repeat(32), { kind: 'spooled', path }, spool);
const refused = (status: number): unknown => expect.objectContaining({ status });

describe('a campus tree', () => {
  it('knows what a file is deposited for', () => {
    expect(tree.depositTarget(['jaures', 'EDT.zip'])).toEqual({ establishmentCode: undefined });
    expect(tree.depositTarget(['jaures', 'EDT.XML'])).toEqual({ establishmentCode: undefined });
    expect(tree.depositTarget(['jaures', 'lycee', 'EDT.zip'])).toEqual({ establishmentCode: 'lycee' });
    tree.makeCollection(['jaures', 'other'], NOW);
    for (const path of [
      ['jaures', 'other', 'EDT.zip'],
      ['jaures', 'lycee', 'other', 'EDT.zip'],
      ['jaures', 'EDT.tmp'],
      ['jaures', 'zip'],
      ['jaures', '._EDT.zip'],
      ['jaures', '~$EDT.zip'],
    ]) {
      expect([path, tree.depositTarget(path)]).toEqual([path, undefined]);
    }
  });

  it('knows what may have been meant for a deposit and is none', () => {
    tree.makeCollection(['jaures', 'other'], NOW);
    for (const [path, mistake] of [
      [['jaures', 'other', 'EDT.zip'], 'elsewhere'],
      [['jaures', 'lycee', 'other', 'EDT.zip'], 'elsewhere'],
      [['jaures', 'lycees'], 'unnamed'],
      [['jaures', 'EDT.zip'], undefined],
      [['jaures', 'EDT.zip '], 'misnamed'],
      [['jaures', 'EDT.zip.'], 'misnamed'],
      [['jaures', 'lycee', 'a.7z'], 'misnamed'],
      [['jaures', 'lycee', 'a.zip.part'], 'misnamed'],
      [['jaures', 'lycee', 'zip'], 'misnamed'],
      [['jaures', 'EDT.zip\u200b'], 'misnamed'],
      [['jaures', '._EDT.zip'], undefined],
      [['jaures', 'lycee', 'EDT.zip'], undefined],
      [['jaures', 'other', 'EDT.part'], undefined],
      [['jaures', 'other', 'part'], undefined],
    ] as const) {
      expect([path, tree.mistakeOf(path)]).toEqual([path, mistake]);
    }
  });

  it('says which part of an address is wrong', () => {
    expect(() => tree.parentFor(['jaures'])).toThrow(refused(405));
    expect(() => tree.parentFor(['jaures', 'nowhere', 'EDT.zip'])).toThrow(refused(403));
    expect(() => tree.parentFor(['jaures', 'lycee', 'nowhere', 'EDT.zip'])).toThrow(refused(409));
  });

  it('gives the bytes back when the last file that shares them goes', () => {
    tree.place(['jaures', 'a'], { content: spooled('1'), deposit: undefined, placedBy: 'emp.marie' }, NOW);
    tree.place(['jaures', 'a'], { content: spooled('2'), deposit: undefined, placedBy: 'emp.marie' }, NOW);
    expect(spool.discarded).toEqual(['1']);
    tree.remove(['jaures', 'a']);
    expect(spool.discarded).toEqual(['1', '2']);
    expect(tree.usedBytes()).toBe(0);
  });

  it('refuses what does not fit, and lets old deposits leave for a new file', () => {
    const deposit = { id: 'x', establishmentCode: undefined };
    tree.place(
      ['jaures', '1.zip'],
      { content: spooled('1'), deposit: deposit, placedBy: 'emp.marie' },
      later(2),
    );
    tree.place(
      ['jaures', '2.zip'],
      { content: spooled('2'), deposit: deposit, placedBy: 'emp.marie' },
      later(1),
    );
    tree.place(
      ['jaures', '3.txt'],
      { content: spooled('3'), deposit: undefined, placedBy: 'emp.marie' },
      NOW,
    );
    tree.place(
      ['jaures', '4.txt'],
      { content: spooled('4'), deposit: undefined, placedBy: 'emp.marie' },
      NOW,
    );
    tree.place(
      ['jaures', '5.txt'],
      { content: spooled('5'), deposit: undefined, placedBy: 'emp.marie' },
      NOW,
    );
    expect(tree.find(['jaures', '2.zip'])).toBeUndefined();
    expect(tree.find(['jaures', '1.zip'])).toBeDefined();
    tree.place(
      ['jaures', '6.txt'],
      { content: spooled('6'), deposit: undefined, placedBy: 'emp.marie' },
      NOW,
    );
    expect(() =>
      tree.place(
        ['jaures', '7.txt'],
        { content: spooled('7'), deposit: undefined, placedBy: 'emp.marie' },
        NOW,
      ),
    ).toThrow(refused(507));
    expect(tree.find(['jaures', '3.txt'])).toBeDefined();
  });

  it('counts what is being received', () => {
    const first = tree.reserve(600);
    expect(() => tree.reserve(600)).toThrow(refused(507));
    expect(() => {
      first.grow(600);
    }).toThrow(refused(507));
    first.giveBack();
    tree.reserve(600).end();
    expect(tree.availableBytes()).toBe(1000);
  });

  it('is bounded in depth', () => {
    const path = ['jaures'];
    for (let depth = 1; depth <= 8; depth += 1) {
      path.push(String(depth));
      tree.makeCollection(path, NOW);
    }
    expect(() => {
      tree.makeCollection([...path, '9'], NOW);
    }).toThrow(refused(507));
  });

  it('keeps the deposits listed when not even their leaving would make the room', () => {
    tree.place(
      ['jaures', 'EDT.zip'],
      { content: spooled('1'), deposit: { id: '1', establishmentCode: undefined }, placedBy: 'emp.marie' },
      NOW,
    );
    for (const name of ['a', 'b'])
      tree.place(
        ['jaures', name],
        { content: spooled(name), deposit: undefined, placedBy: 'emp.marie' },
        NOW,
      );
    expect(() => {
      tree.assertRoomFor(['jaures', 'copy'], { files: 3, collections: 1 });
    }).toThrow(refused(507));
    expect(tree.find(['jaures', 'EDT.zip'])).toBeDefined();
  });

  it('forgets after a day what nobody touched, and is then empty', () => {
    tree.makeCollection(['jaures', 'dir'], NOW);
    tree.place(
      ['jaures', 'dir', 'a'],
      { content: spooled('1'), deposit: undefined, placedBy: 'emp.marie' },
      NOW,
    );
    tree.place(
      ['jaures', 'b'],
      { content: spooled('2'), deposit: undefined, placedBy: 'emp.marie' },
      later(2),
    );
    expect(tree.expire(later(23))).toBe(false);
    expect(tree.expire(later(25))).toBe(false);
    expect(tree.find(['jaures', 'dir'])).toBeUndefined();
    expect(tree.find(['jaures', 'b'])).toBeDefined();
    const upload = tree.reserve(0);
    expect(tree.expire(later(27))).toBe(false);
    // Its bytes are about to be counted as a file's; it still needs its tree.
    upload.giveBack();
    expect(tree.expire(later(27))).toBe(false);
    upload.end();
    upload.end();
    expect(tree.expire(later(27))).toBe(true);
    expect(spool.discarded).toEqual(['1', '2']);
    expect(tree.find(['jaures', 'lycee'])).toBeDefined();
  });

  it('makes way for an establishment created under the name of a file', () => {
    tree.place(
      ['jaures', 'college'],
      { content: spooled('1'), deposit: undefined, placedBy: 'emp.marie' },
      NOW,
    );
    tree.ensureEstablishments(['lycee', 'college'], NOW);
    expect(tree.isFixed(['jaures', 'college'])).toBe(true);
    expect(spool.discarded).toEqual(['1']);
  });

  describe('counts place-holders by account', () => {
    const reserve = (name: string, placedBy: string, hours = 0): void => {
      const content = new Content(0, 'ab'.repeat(32), { kind: 'nowhere' }, spool);
      tree.place(['jaures', name], { content, deposit: undefined, placedBy }, later(hours));
    };
    const isThere = (name: string): boolean => tree.find(['jaures', name]) !== undefined;

    beforeEach(() => {
      tree = new CampusTree('jaures', { ...DEFAULT_QUOTA, maxFiles: 1, maxPlaceHolders: 2 }, NOW);
    });

    it('not among the files: they are in no other account’s way, and the account’s oldest leave', () => {
      for (const [hours, name] of ['a', 'b', 'c'].entries()) reserve(name, 'marie', hours);
      for (const name of ['d', 'e']) reserve(name, 'jean');
      expect(['a', 'b', 'c', 'd', 'e'].filter(isThere)).toEqual(['b', 'c', 'd', 'e']);
    });

    it('until they have content: then there must be room for a file', () => {
      for (const name of ['a', 'b']) reserve(name, 'marie');
      const fill = (name: string): unknown =>
        tree.place(['jaures', name], { content: spooled(name), deposit: undefined, placedBy: 'marie' }, NOW);
      expect(fill('a')).toBe('replaced');
      expect(() => fill('b')).toThrow(refused(507));
      reserve('c', 'marie');
      expect(['a', 'b', 'c'].filter(isThere)).toEqual(['a', 'b', 'c']);
      expect(tree.expire(later(25))).toBe(true);
    });
  });

  it('lets nothing take the place of a campus or an establishment, nor take it away', () => {
    const file = { content: spooled('x'), deposit: undefined, placedBy: 'marie' };
    expect(() => tree.place(['jaures', 'lycee'], file, NOW)).toThrow(refused(405));
    const other = tree.detach(['jaures', 'other']);
    expect(other).toBeUndefined();
    tree.makeCollection(['jaures', 'other'], NOW);
    const made = tree.detach(['jaures', 'other']);
    if (made === undefined) throw new Error('The collection was there.');
    for (const path of [['jaures', 'lycee'], ['jaures']]) {
      expect(() => tree.attach(path, made)).toThrow(Refusal);
      expect(() => {
        tree.remove(path);
      }).toThrow(refused(403));
    }
  });
});
