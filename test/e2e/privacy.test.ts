// Pupils and teachers are named in the ENT and nowhere else: not in Temporal, not in a log, not in a mail.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { DepositCredentials } from '@timetable/contracts';
import { describeWhere } from '@timetable/test-conditions';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BEFORE_THE_YEAR, DEPOSITOR, type College } from '../support/college/college.js';
import { COLLEGES } from '../support/college/colleges.js';
import { ProductCampus } from '../support/product-campus.js';
import { RunningProduct } from '../support/product.js';
import { payloadsOf, readableHistory } from '../support/readable-history.js';
import { until } from '../support/until.js';
import { zipped } from '../support/zipped.js';

jest.setTimeout(180_000);

const mailsSchema = z.array(z.object({ subject: z.string(), text: z.string(), html: z.string().nullable() }));
const MAX_PAYLOAD_BYTES = 16 * 1024;

let product: RunningProduct;
beforeAll(async () => {
  product = await RunningProduct.start({ env: { CLOCK: BEFORE_THE_YEAR, LOG_LEVEL: 'debug' } });
});
afterAll(async () => {
  await product.stop();
});

for (const [index, college] of COLLEGES.entries()) {
  describeWhere(`The people of ${college.title}`, college.obstacle, () => {
    const code = `discret${index + 1}`;
    let content: College;
    let campus: ProductCampus;
    let names: readonly string[];

    beforeAll(async () => {
      content = await college.load();
      names = namesOf(content.people);
      // Whom the ENT does not know, or knows twice, is what there is most to say about.
      const directory = content.directory('college', { unknownPupils: 40, unknownTeachers: 3 });
      campus = await ProductCampus.declare(product, { code, uai: college.uai, directory });
      await everyWayAnImportEnds();
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
        // The queue, the first import's two attempts, three deposits.
        expect(histories.filter(([, text]) => text.includes(code)).length).toBeGreaterThanOrEqual(6);
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
      expect(mails).toContain('décision attendue');
      expect(saidIn(mails)).toEqual([]);
    });

    it('are found by this very search where they must be: in the report, for the manager', async () => {
      const report = await product.api.report((await campus.row('EDT_rows.zip')).id);
      expect(report.unmatched.total).toBe(43);
      expect(saidIn(JSON.stringify(report))).not.toEqual([]);
    });

    /** Held for confirmation, approved, held by a threshold, cut in the middle of a person, illegible about everybody. */
    async function everyWayAnImportEnds(): Promise<void> {
      const { xml, editedXml } = content;
      await campus.importFirst(Buffer.from(xml), 'Edt_Enclair.xml');
      const account = await campus.createAccount(DEPOSITOR);
      await campus.call('PUT', `/campuses/${code}/thresholds`, [
        { code: 'teachers_unmatched', limit: 0, blocking: true },
        { code: 'pupils_unmatched', limit: 0, blocking: true },
      ]);
      await deposit(account, 'EDT_held.zip', editedXml, 'held');
      const inAPupil = xml.indexOf('Prenom="', xml.indexOf('<Eleves>')) + 40;
      await deposit(account, 'EDT_cut.zip', xml.slice(0, inAPupil), 'rejected');
      // Another cause, told of once more.
      await campus.call('PUT', `/campuses/${code}/thresholds`, [
        { code: 'pupils_unmatched', limit: 0, blocking: false },
      ]);
      const illegible = xml.replaceAll(/ DateNaissance="[^"]*"/g, ' DateNaissance="?"');
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
}

/** Last and first names, each as one word in capitals. Shorter ones are also words, codes and parts of ids. */
function namesOf(people: readonly { lastName: string; firstName: string }[]): string[] {
  const words = people.flatMap(({ lastName, firstName }) =>
    `${lastName} ${firstName}`.toUpperCase().split(/\s+/),
  );
  return [...new Set(words)].filter((word) => word.length > 3);
}
