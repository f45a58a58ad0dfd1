// One import is told in many places (list, report, page, plan, live events, mails, Temporal): they all count the same.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DepositCredentials, ImportDetail } from '@timetable/contracts';
import { mutate } from '@timetable/generator';
import { z } from 'zod';
import { once } from '../support/once.js';
import { ProductCampus } from '../support/product-campus.js';
import type { RunningProduct } from '../support/product.js';
import type { SharedProduct } from '../support/shared-product.js';
import { SECRETARY, smallDirectory, smallSchool, xmlOf } from '../support/small-school.js';
import { fiveMinutesLater } from '../support/taught-college.js';
import { ROWS, TELL_STEPS, toldCounts } from '../support/told-counts.js';
import { until } from '../support/until.js';

const school = smallSchool();
const changed = mutate(school, 'change:20%', 4);
const fewer = mutate(changed, 'drop-courses:12%', 4);

/** @param shared on a day of the small school’s year */
export function countsAgreeTests(shared: SharedProduct): void {
  let product: RunningProduct;
  let campus: ProductCampus;
  beforeAll(async () => {
    ({ product } = shared);
    campus = await ProductCampus.declare(product, {
      code: 'comptes',
      uai: school.uai,
      directory: smallDirectory(school),
    });
  });

  const account = once<DepositCredentials>(() => campus.createAccount(SECRETARY));

  async function push(name: string, xml: Uint8Array): Promise<ImportDetail> {
    return campus.deposit({ fileName: `EDT_${name}.xml`, bytes: xml, account: await account() });
  }

  async function pushThrough(name: string, xml: Uint8Array): Promise<ImportDetail> {
    const detail = await push(name, xml);
    if (detail.status !== 'held') return detail;
    await campus.approve(detail);
    return campus.settled(detail.id);
  }

  /** In this order, each after the one before. */
  const first = once(async () => campus.importFirst(await xmlOf(school), 'EDT_first.xml'));
  const modified = once(async () => {
    await first();
    return pushThrough('changed', await xmlOf(changed));
  });
  const cancelled = once(async () => {
    await modified();
    return pushThrough('fewer', await xmlOf(fewer));
  });
  const revived = once(async () => {
    await cancelled();
    return pushThrough('again', await xmlOf(changed));
  });
  const held = once(async () => {
    await revived();
    return push('bells', await fiveMinutesLater(changed));
  });
  const superseded = once(async () => {
    const { id } = await held();
    await pushThrough('after', await xmlOf(mutate(changed, 'change:3%', 8)));
    return product.api.import(id);
  });
  const moved = once(async () => {
    await superseded();
    return pushThrough('bells_wanted', await fiveMinutesLater(mutate(changed, 'change:3%', 8)));
  });

  const STORIES = [
    ['a first import', first, /^integrated/, ['created']],
    ['one that modifies and moves', modified, /^integrated/, ['modified', 'moved']],
    ['one that cancels', cancelled, /^integrated/, ['cancelled']],
    ['one that gives back', revived, /^integrated/, ['revived']],
    ['one that is held', held, /^held$/, ['moved']],
    ['the same, superseded', superseded, /^superseded$/, ['moved']],
    ['one whose bells move', moved, /^integrated/, ['moved']],
  ] as const;

  describe('The sessions of an import, counted', () => {
    it.each(STORIES)('%s: everywhere the same', async (_, story, status, changes) => {
      const detail = await story();
      expect(detail.status).toMatch(status);
      const told = await toldCounts(product, campus, detail);
      const { import: said, ...elsewhere } = told;
      expect(Object.keys(said ?? {})).toEqual(expect.arrayContaining([...changes]));
      const silent = [
        ...(detail.status.startsWith('integrated') ? [] : TELL_STEPS),
        ...(detail.status === 'superseded' ? [ROWS] : []),
      ];
      for (const [place, counts] of Object.entries(elsewhere))
        expect([place, counts]).toEqual([place, silent.includes(place) ? {} : said]);
    });

    it('and in the mail of the held one, as on its thresholds', async () => {
      const { fileName, thresholds } = await held();
      const mails = z.array(z.object({ subject: z.string(), text: z.string() }));
      const text = await until(async () => {
        const { body } = await campus.call('GET', '//dev/mails');
        return mails.parse(body).find((mail) => mail.text.includes(fileName))?.text;
      });
      const [disrupted] = thresholds.filter(({ code }) => code === 'sessions_disrupted');
      expect(disrupted?.numerator).toBe((await held()).counts.sessionsMoved);
      expect(text).toContain(disrupted?.sentence);
    });
  });
}
