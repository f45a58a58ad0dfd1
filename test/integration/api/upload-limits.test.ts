// A manual upload while the storage or the database hangs: the person is told in time, and told the truth.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { holdCampus } from '../../support/held-campus.js';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareCampus } from '../../support/campus.js';
import { at, textAt } from '../../support/json-at.js';
import { until } from '../../support/until.js';

const CONTENT = 'contenu reçu';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(
    {},
    { depositTimeLimits: { storeMs: 500, discardMs: 500, recordMs: 500, settleMs: 500 } },
  );
  await declareCampus(api, 'CITE', [{ code: 'college', uai: '0134567A', name: 'Collège' }]);
});
afterAll(() => api.stop());

const upload = () => {
  const form = new FormData();
  form.append('file', new Blob([CONTENT]), 'EDT.zip');
  return api.call('POST', '/campuses/CITE/imports', { token: api.operator, form });
};
const imports = async (): Promise<unknown> => at((await api.get('/campuses/CITE/imports')).body, 'items');

describe('a manual upload', () => {
  it('is refused when the storage hangs, and nothing is received', async () => {
    const adopt = jest.spyOn(api.files, 'adopt').mockImplementation(() => new Promise(() => undefined));
    try {
      const { status, body } = await upload();
      expect([status, at(body, 'code')]).toEqual([503, 'unavailable']);
      expect(at(body, 'detail')).toMatch('rien n’a été reçu');
      expect(await imports()).toEqual([]);
      expect(await readdir(api.files.spoolDirectory)).toEqual([]);
    } finally {
      adopt.mockRestore();
    }
  });

  it('is refused when the storage is full, with who can mend it', async () => {
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const adopt = jest.spyOn(api.files, 'adopt').mockRejectedValue(full);
    try {
      const { status, body } = await upload();
      expect([status, at(body, 'code')]).toEqual([507, 'storage_full']);
      expect(at(body, 'detail')).toMatch('l’exploitant de l’ENT');
    } finally {
      adopt.mockRestore();
    }
  });

  it('is undecided when the database hangs while it records, and complete if it is recorded after all', async () => {
    // What the deposit's foreign key has to wait for, in the middle of being recorded.
    const release = await holdCampus(api.database, 'CITE');
    try {
      const { status, body } = await upload();
      expect([status, at(body, 'code')]).toEqual([503, 'deposit_undecided']);
      expect(at(body, 'detail')).toMatch('on ne sait pas encore si ce fichier est reçu');
      expect(await imports()).toEqual([]);
    } finally {
      await release();
    }
    const id = await until(
      async () => {
        const { body } = await api.get('/campuses/CITE/imports');
        return at(body, 'total') === 0 ? undefined : textAt(body, 'items.0.id');
      },
      { timeoutMs: 15_000, what: 'the deposit' },
    );
    expect((await api.get(`/imports/${id}/source`)).body).toBe(CONTENT);
  });
});
