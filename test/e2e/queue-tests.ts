// Many deposits of one school while an import runs: the last good one is read and imported, the others give way unread.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DepositCredentials, ImportDetail } from '@timetable/contracts';
import { mutate } from '@timetable/generator';
import { Pauses } from '../support/pause-points.js';
import { ProductCampus } from '../support/product-campus.js';
import type { RunningProduct } from '../support/product.js';
import type { SharedProduct } from '../support/shared-product.js';
import { SECRETARY, smallDirectory, smallSchool, zipOf } from '../support/small-school.js';

const school = smallSchool();
const DEPOSITS = 40;

/** @param shared on a day of the small school’s year */
export function queueTests(shared: SharedProduct): void {
  let product: RunningProduct;
  let campus: ProductCampus;
  let account: DepositCredentials;

  beforeAll(async () => {
    ({ product } = shared);
    campus = await ProductCampus.declare(product, {
      code: 'presse',
      uai: school.uai,
      directory: smallDirectory(school),
    });
    const { status, message } = await campus.importFirst(await zipOf(school), 'EDT_first.zip');
    if (!status.startsWith('integrated')) throw new Error(message ?? status);
    account = await campus.createAccount(SECRETARY);
  });

  const push = (fileName: string, bytes: Uint8Array): Promise<string> =>
    campus.push({ fileName, bytes, account });
  const changed = (seed: number): Promise<Buffer> => zipOf(mutate(school, 'change:20%', seed));

  /** Pushes while an import of the school is held in its middle, then lets all of them end. */
  async function pushedDuringAnImport(
    files: readonly (readonly [string, Uint8Array])[],
  ): Promise<ImportDetail[]> {
    const pauses = await Pauses.open(product.description.databaseUrl);
    const ids: string[] = [];
    try {
      await pauses.hold(campus.code, 'thresholds');
      ids.push(await push(`EDT_running_${Date.now()}.zip`, await changed(1000 + files.length)));
      await pauses.reached('thresholds');
      for (const [fileName, bytes] of files) ids.push(await push(fileName, bytes));
    } finally {
      await pauses.release();
    }
    return Promise.all(ids.map((id) => campus.settled(id)));
  }

  const wasRead = ({ steps }: ImportDetail): boolean =>
    steps.find(({ step }) => step === 'validation')?.state !== 'skipped';

  describe('Deposits that wait behind an import of their school', () => {
    it(`give way unread to the last of them, ${DEPOSITS} at once`, async () => {
      const files = await Promise.all(
        Array.from(
          { length: DEPOSITS },
          async (_, index) => [`EDT_${index}.zip`, await changed(index)] as const,
        ),
      );
      const [running, ...waiting] = await pushedDuringAnImport(files);
      const last = waiting.pop();
      expect([running?.status, last?.status]).toEqual([
        expect.stringMatching(/^integrated|superseded/),
        expect.stringMatching(/^integrated/),
      ]);
      expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set(['superseded']));
      expect(waiting.filter(wasRead)).toEqual([]);
    });

    it('give way to none that cannot be imported: the last good one is', async () => {
      const broken = Buffer.from('<ExportEmploiDuTemps');
      const [, first, good, bad] = await pushedDuringAnImport([
        ['EDT_a.zip', await changed(101)],
        ['EDT_b.zip', await changed(102)],
        ['EDT_c.xml', broken],
      ]);
      expect([first?.status, good?.status, bad?.status]).toEqual([
        'superseded',
        expect.stringMatching(/^integrated/),
        'rejected',
      ]);
    });

    it('are not imported over a return to what the school has already', async () => {
      const known = await changed(102);
      const [, overtaken, back] = await pushedDuringAnImport([
        ['EDT_d.zip', await changed(103)],
        ['EDT_e.zip', known],
      ]);
      expect(overtaken?.status).toBe('superseded');
      expect(back?.status).toMatch(/^integrated|ignored/);
    });
  });
}
