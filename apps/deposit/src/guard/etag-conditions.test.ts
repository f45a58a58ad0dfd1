import { describe, expect, it } from '@jest/globals';
import { Content } from '../tree/content.js';
import { DeadProperties } from '../tree/dead-properties.js';
import { newCollection, type FileNode } from '../tree/node.js';
import { Spool } from '../tree/spool.js';
import { checkEtags } from './etag-conditions.js';

const NOW = new Date('2026-09-14T08:00:00Z');
const content = new Content(1, 'ab'.repeat(32), { kind: 'nowhere' }, new Spool('/nowhere'));
const FILE: FileNode = {
  kind: 'file',
  content,
  deposit: undefined,
  placedBy: 'emp.marie',
  createdAt: NOW,
  modifiedAt: NOW,
  properties: new DeadProperties(),
};
const NODES = { file: FILE, collection: newCollection(NOW, false), nothing: undefined } as const;

describe('If-Match and If-None-Match', () => {
  it.each([
    ['*', 'file', true],
    ['*', 'collection', true],
    ['*', 'nothing', false],
    [content.etag, 'file', true],
    [`"other", ${content.etag}`, 'file', true],
    ['"other"', 'file', false],
    [content.etag, 'collection', false],
    [content.etag, 'nothing', false],
  ] as const)('%s: a %s matches, %s', (header, what, isMatched) => {
    const verdict = (match: string | undefined, noneMatch: string | undefined): string => {
      try {
        checkEtags({ match, noneMatch }, NODES[what]);
        return 'goes on';
      } catch (error) {
        expect(error).toMatchObject({ status: 412 });
        return 'refused';
      }
    };
    expect(verdict(header, undefined)).toBe(isMatched ? 'goes on' : 'refused');
    expect(verdict(undefined, header)).toBe(isMatched ? 'refused' : 'goes on');
    expect(verdict(undefined, undefined)).toBe('goes on');
  });
});
