// Every command of docs/scenarios and of README's « From nothing to sessions, by hand », run as a person types them, in
// order, on one product: each must succeed, and print what the page announces after « # → ». Not typed: Temporal down and
// the worker killed (page 8), which crash.test.ts does at every step.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningProduct } from '../support/product.js';
import { ShellPages } from '../support/shell-pages.js';

const SCENARIOS = 'docs/scenarios';
/** A day on which a year is running: in July nothing of it is to come, and nothing of it can go wrong any more. */
const CLOCK = '2026-11-24T08:00:00+01:00';
const PAGES = readdirSync(join(import.meta.dirname, '../..', SCENARIOS))
  .filter((name) => /^\d.*\.md$/.test(name))
  .toSorted((a, b) => parseInt(a) - parseInt(b));

let directory: string;
let product: RunningProduct;
let pages: ShellPages;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'timetable-scenarios-'));
  product = await RunningProduct.start({ env: { CLOCK } });
  pages = new ShellPages(product, directory, CLOCK);
}, 150_000);
afterAll(async () => {
  await product.stop();
  await rm(directory, { recursive: true, force: true });
});

describe('What the documentation tells to type', () => {
  it('leads from nothing to sessions, in the README', async () => {
    await holds('README.md', 'From nothing to sessions, by hand');
    await pages.run(`${SCENARIOS}/README.md`);
  }, 300_000);

  it.each(PAGES)(
    'gives what the page says: %s',
    async (page) => {
      await holds(`${SCENARIOS}/${page}`);
    },
    300_000,
  );

  it('covers the eight requirements, and four things that schools do', () => {
    expect(PAGES).toHaveLength(12);
  });
});

async function holds(page: string, section?: string): Promise<void> {
  const announcements = await pages.run(page, section);
  expect(announcements.length).toBeGreaterThan(0);
  expect(announcements.filter(({ seen }) => !seen)).toEqual([]);
}
