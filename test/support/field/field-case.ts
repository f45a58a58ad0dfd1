import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWhere } from '../../conditions/index.js';
import { RunningProduct } from '../product.js';
import { obstacleOf, type CaseInput } from './case-inputs.js';
import { FieldCampus, type FieldDirectory, type FieldPlace } from './field-campus.js';

type Source = () => CaseInput;

/** Cases that share a product and its data, one business day after the other. */
export class FieldDays {
  #directory = '';
  #product: RunningProduct | undefined;

  constructor() {
    beforeAll(async () => {
      this.#directory = await mkdtemp(join(tmpdir(), 'timetable-field-'));
    });
    afterAll(async () => {
      await rm(this.#directory, { recursive: true, force: true });
    });
  }

  get product(): RunningProduct {
    if (this.#product === undefined) throw new Error('No product runs between two days.');
    return this.#product;
  }

  /** @param now of the business clock, in ISO 8601 */
  on(now: string, cases: () => void): void {
    describe(`on ${now.slice(0, 10)}`, () => {
      beforeAll(async () => {
        this.#product = await RunningProduct.start({ dataDirectory: this.#directory, env: { CLOCK: now } });
      });
      afterAll(async () => {
        await this.#product?.stop();
      });
      cases();
    });
  }

  /** A campus of one establishment, `clg`, with the people of the case. */
  campus(code: string, { uai, directory }: CaseInput, timeZone?: string): Promise<FieldCampus> {
    const place = { establishment: 'clg', uai, ...(timeZone === undefined ? {} : { timeZone }) };
    return this.declare(code, [place], directory);
  }

  declare(code: string, places: readonly FieldPlace[], directory: FieldDirectory): Promise<FieldCampus> {
    return FieldCampus.declare(this.product, code, places, directory);
  }
}

/** One case, twice: as it was reported and of our own; each with a campus code of its own. */
export function fieldCase(
  folder: string,
  right: string,
  inputs: { readonly reported: Source; readonly own: Source },
  play: (input: CaseInput, code: string) => Promise<void>,
): void {
  const code = (folder.split('-')[0] ?? '').padStart(3, 'c');
  describeWhere(`${folder}, as reported`, obstacleOf(folder), () => {
    it(right, () => play(inputs.reported(), `r-${code}`));
  });
  describe(`${folder}, of our own`, () => {
    it(right, () => play(inputs.own(), `o-${code}`));
  });
}

/** @throws Error when the case has no such file */
export function laterFile({ then }: CaseInput, index = 0): Buffer {
  const found = then[index];
  if (found === undefined) throw new Error('The case has no such file.');
  return found;
}
