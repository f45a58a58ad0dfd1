import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeWhere } from '@timetable/test-conditions';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderUnusable } from './folder-unusable.js';
import { makeFolder, makePrivateFolder, makeTemporaryFolder } from './make-folder.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folders-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const modeOf = (path: string): number => statSync(path).mode & 0o777;

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof FolderUnusable) return error.message;
    throw error;
  }
  throw new Error('It was made.');
}

describe('a folder', () => {
  it('is made with those above it that are missing, and left as it is when it is there', () => {
    const folder = join(root, 'a', 'b', 'été');
    makeFolder(folder, { mode: 0o750 });
    expect([modeOf(folder), modeOf(join(root, 'a'))]).toEqual([0o750, 0o750]);
    makeFolder(folder, { mode: 0o700 });
    expect(modeOf(folder)).toBe(0o750);
    makeFolder('/');
    makePrivateFolder(join(root, 'own'));
    expect(modeOf(join(root, 'own'))).toBe(0o700);
  });

  it('that is a file, or would be in one, is refused with the reason and where another one is named', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(
      refusal(() => {
        makeFolder(file, { setting: 'DATA_DIR' });
      }),
    ).toBe(
      `Le dossier ${file} ne peut pas être créé : autre chose porte déjà ce nom. Choisissez un autre dossier par DATA_DIR.`,
    );
    expect(
      refusal(() => {
        makeFolder(join(file, 'a', 'b'));
      }),
    ).toBe(
      `Le dossier ${file}/a/b ne peut pas être créé : ${file} n’est pas un dossier. Choisissez un autre dossier.`,
    );
    expect(
      refusal(() => {
        makeFolder(join(root, 'x'.repeat(300)));
      }),
    ).toContain('son nom est trop long');
  });

  it('for temporary files that has nowhere to be is refused by the name of TMPDIR', () => {
    expect(refusal(() => makeTemporaryFolder('demo-', join(root, 'missing')))).toMatch(/ par TMPDIR\.$/);
    expect(statSync(makeTemporaryFolder('demo-', root)).isDirectory()).toBe(true);
  });

  describeWhere('under /proc', process.platform === 'linux' ? undefined : 'there is no /proc', () => {
    it.each(['/proc/timetable', '/proc/timetable/files/.spool', '/proc/self/timetable'])(
      'is refused at once: %s',
      (folder) => {
        expect(
          refusal(() => {
            makeFolder(folder, { setting: 'STORAGE_URL' });
          }),
        ).toMatch(
          /^Le dossier \/proc\S+ ne peut pas être créé : rien ne peut être créé dans \/proc(\/self)?\. Choisissez un autre dossier par STORAGE_URL\.$/,
        );
      },
    );
  });
});
