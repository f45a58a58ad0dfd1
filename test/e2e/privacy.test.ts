// Pupils and teachers are named in the ENT and nowhere else: not in Temporal, not in a log, not in a mail.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { DepositCredentials } from '@timetable/contracts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ProductCampus } from '../support/product-campus.js';
import { RunningProduct } from '../support/product.js';
import { payloadsOf, readableHistory } from '../support/readable-history.js';
import { edited, zipped } from '../support/sample-edits.js';
import {
  readSample,
  SAMPLE_CLOCK,
  SAMPLE_PATH,
  SAMPLE_UAI,
  SAMPLE_USER,
  sampleDirectoryBody,
  sampleIsThere,
} from '../support/sample-school.js';
import { until } from '../support/until.js';

jest.setTimeout(180_000);

const mailsSchema = z.array(z.object({ subject: z.string(), text: z.string(), html: z.string().nullable() }));
const MAX_PAYLOAD_BYTES = 16 * 1024;

(sampleIsThere ? describe : describe.skip)('The people of ../shared/samples', () => {
  let product: RunningProduct;
  let campus: ProductCampus;
  let names: readonly string[];
  let sample: string;

  beforeAll(async () => {
    product = await RunningProduct.start({ env: { CLOCK: SAMPLE_CLOCK, LOG_LEVEL: 'debug' } });
    sample = await readFile(SAMPLE_PATH, 'utf8');
    const { pupils, teachers } = await readSample();
    names = namesOf([...pupils, ...teachers]);
    // Whom the ENT does not know, or knows twice, is what there is most to say about.
    const directory = await sampleDirectoryBody('college', { unknownPupils: 40, unknownTeachers: 3 });
    campus = await ProductCampus.declare(product, { code: 'discret', uai: SAMPLE_UAI, directory });
    await everyWayAnImportEnds();
  });
  afterAll(async () => {
    await product.stop();
  });

  it('are in no payload of any workflow, and no payload exceeds 16 KiB', async () => {
    const connection = await Connection.connect({ address: product.description.temporalAddress });
    try {
      const client = new Client({ connection, namespace: product.description.temporalNamespace });
      const histories: [id: string, text: string][] = [];
      const sizes: number[] = [];
      for await (const { workflowId, runId } of client.workflow.list()) {
        const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        histories.push([workflowId, readableHistory(history)]);
        sizes.push(...payloadsOf(history).map((payload) => payload.length));
      }
      // The queue, the first import's two rounds, three deposits.
      expect(histories.length).toBeGreaterThanOrEqual(6);
      expect(histories.map(([, text]) => text).join()).toContain('Vérification des seuils');
      for (const [id, text] of histories) expect([id, saidIn(text)]).toEqual([id, []]);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
    } finally {
      await connection.close();
    }
  });

  it('are in no log', async () => {
    const directory = join(product.dataDirectory, 'logs');
    const logs = await readdir(directory);
    expect(logs).toEqual(expect.arrayContaining(['api.log', 'deposit.log', 'postgres.log', 'worker.log']));
    for (const log of logs) {
      const written = await readFile(join(directory, log), 'utf8');
      expect([log, written === '', saidIn(written)]).toEqual([log, false, []]);
    }
  });

  it('are in no mail', async () => {
    const mails = await until(async () => {
      const { body } = await campus.call('GET', '//dev/mails');
      const text = mailsSchema
        .parse(body)
        .map((mail) => [mail.subject, mail.text, mail.html?.replaceAll(/<[^>]*>/g, ' ')].join('\n'))
        .join('\n');
      return text.includes('EDT_cut.zip') && text.includes('EDT_rows.zip') ? text : undefined;
    });
    expect(mails).toContain('Décision attendue');
    expect(saidIn(mails)).toEqual([]);
  });

  it('are found by this very search where they must be: in the report, for the manager', async () => {
    const report = await product.api.report((await campus.row('EDT_rows.zip')).id);
    expect(report.unmatched).toHaveLength(43);
    expect(saidIn(JSON.stringify(report))).not.toEqual([]);
  });

  /** Held for confirmation, approved, held by a threshold, cut in the middle of a person, illegible about everybody. */
  async function everyWayAnImportEnds(): Promise<void> {
    await campus.importFirst(Buffer.from(sample), 'Edt_Enclair.xml');
    const account = await campus.createAccount(SAMPLE_USER);
    await campus.call('PUT', '/campuses/discret/thresholds', [
      { code: 'teachers_unmatched', limit: 0, blocking: true },
      { code: 'pupils_unmatched', limit: 0, blocking: true },
    ]);
    await deposit(account, 'EDT_held.zip', edited(sample), 'held');
    const inAPupil = sample.indexOf('Prenom="', sample.indexOf('<Eleves>')) + 40;
    await deposit(account, 'EDT_cut.zip', sample.slice(0, inAPupil), 'rejected');
    const illegible = sample.replaceAll(/ DateNaissance="[^"]*"/g, ' DateNaissance="?"');
    await deposit(account, 'EDT_rows.zip', illegible, 'held');
  }

  async function deposit(
    account: DepositCredentials,
    fileName: string,
    xml: string,
    status: 'held' | 'rejected',
  ): Promise<void> {
    const ended = await campus.deposit({ fileName, bytes: await zipped(xml), account });
    expect([fileName, ended.status]).toEqual([fileName, status]);
  }

  /** Names that are said there. */
  function saidIn(text: string): string[] {
    const words = new Set(text.toUpperCase().match(/[\p{L}\p{M}'’-]+/gu));
    return names.filter((name) => words.has(name));
  }
});

/** Last and first names, each as one word in capitals. Shorter ones are also words, codes and parts of ids. */
function namesOf(people: readonly { lastName: string; firstName: string }[]): string[] {
  const words = people.flatMap(({ lastName, firstName }) =>
    `${lastName} ${firstName}`.toUpperCase().split(/\s+/),
  );
  return [...new Set(words)].filter((word) => word.length > 3);
}
