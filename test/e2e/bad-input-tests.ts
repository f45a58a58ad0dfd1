// Whatever a school may push by mistake, and what nobody pushes by mistake: taken in, told in plain French, harmless.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DepositCredentials, ImportRow } from '@timetable/contracts';
import { describeWhere, PUBLIC_FILES } from '@timetable/test-conditions';
import { UNACCEPTABLE_CODES } from '@timetable/domain';
import { mutate } from '@timetable/generator';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { ProductCampus } from '../support/product-campus.js';
import type { RunningProduct } from '../support/product.js';
import type { SharedProduct } from '../support/shared-product.js';
import { SECRETARY, smallDirectory, smallSchool, xmlOf, zipOf } from '../support/small-school.js';
import { until } from '../support/until.js';

const FIXTURES = join(import.meta.dirname, '../fixtures/edt/not-ok');
const school = smallSchool();

interface BadFile {
  readonly fileName: string;
  readonly bytes: () => Promise<Buffer>;
  readonly code: string;
  /** What is wrong and the way out, as the secretary reads them. */
  readonly says: RegExp;
  /** The depositor, unless said otherwise. */
  readonly nextActor?: 'manager';
}

const fixture = (name: string) => (): Promise<Buffer> => readFile(join(FIXTURES, name));
const text = (content: string) => (): Promise<Buffer> => Promise.resolve(Buffer.from(content));
const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

const BAD_FILES: readonly BadFile[] = [
  {
    fileName: 'EDT_not_a_zip.zip',
    bytes: text('Bonjour, voici l’emploi du temps.'),
    code: 'not_a_timetable',
    says: /n’est pas un emploi du temps.*Déposez.*l’export/,
  },
  {
    fileName: 'EDT_cut.zip',
    bytes: async () => half(await zipOf(school)),
    code: 'archive_damaged',
    says: /\.zip est abîmé.*Refaites l’export/,
  },
  {
    fileName: 'EDT_blank.xml',
    bytes: text(' \n\t'),
    code: 'empty_file',
    says: /fichier est vide\. Refaites l’export/,
  },
  {
    fileName: 'EDT_cut.xml',
    bytes: async () => half(await xmlOf(school)),
    code: 'truncated',
    says: /incomplet : il s’arrête avant la fin \(ligne .*Refaites l’export/,
  },
  {
    fileName: 'EDT_doctype.xml',
    bytes: fixture('doctype.xml'),
    code: 'doctype_forbidden',
    says: /DOCTYPE.*par sécurité.*Refaites l’export/,
  },
  {
    fileName: 'EDT_bomb.xml',
    bytes: fixture('entity-bomb.xml'),
    code: 'doctype_forbidden',
    says: /DOCTYPE/,
  },
  {
    fileName: 'EDT_sts.xml',
    bytes: fixture('sts-exchange.xml'),
    code: 'sts_emp_alone',
    says: /ne contient aucun cours\. Déposez dans une même archive/,
  },
  {
    fileName: 'EDT_accents.xml',
    bytes: fixture('accents-lost.xml'),
    code: 'encoding_invalid',
    says: /illisibles \(ligne 4\).*Refaites l’export/,
  },
  {
    fileName: 'EDT_elsewhere.zip',
    bytes: () => zipOf(smallSchool({ uai: '9990002Y' })),
    code: 'wrong_school',
    says: /son UAI est 9990002Y, et le dépôt attend 9990001X\. Vérifiez/,
  },
  {
    fileName: 'EDT_last_year.zip',
    bytes: () => zipOf(smallSchool({ schoolYear: '2025-2026' })),
    code: 'wrong_school_year',
    says: /de l’année scolaire 2025-2026, et l’ENT en est à l’année 2026-2027\. Exportez/,
    nextActor: 'manager',
  },
  {
    fileName: 'EDT_encrypted.xml',
    bytes: fixture('encrypted-container.xml'),
    code: 'encrypted_export',
    says: /chiffré pour « AutreENT ».*choisissez le socle « DEMO-ENT »/,
  },
];

/** @param shared on a day of the small school’s year */
export function badInputTests(shared: SharedProduct): void {
  describe('A bad file pushed over WebDAV', () => {
    let product: RunningProduct;
    let campus: ProductCampus;
    let account: DepositCredentials;
    let written: string;

    beforeAll(async () => {
      ({ product } = shared);
      const directory = smallDirectory(school);
      campus = await ProductCampus.declare(product, { code: 'lycee', uai: school.uai, directory });
      await campus.importFirst(await zipOf(school), 'EDT_2026.zip');
      account = await campus.createAccount(SECRETARY);
      written = await vieScolaire(product);
    });

    it.each(BAD_FILES)('$fileName ends as $code, says what to do and writes nothing', async (bad) => {
      const { fileName, code, says, nextActor = 'depositor' } = bad;
      const rejected = await campus.deposit({ fileName, bytes: await bad.bytes(), account });
      expect(rejected).toMatchObject({ status: 'rejected', messageCode: code, nextActor });
      expect(rejected.message).toMatch(says);
      expect(rejected.steps.map(({ state }) => state)).toEqual([
        'ok',
        'failed',
        'skipped',
        'skipped',
        'skipped',
      ]);
      expect((await product.api.report(rejected.id)).message).toBe(rejected.message);
      expect(await vieScolaire(product)).toBe(written);
    });

    describeWhere('of the publisher', PUBLIC_FILES.encryptedExport.obstacle, () => {
      it('ends as encrypted_export when it is encrypted', async () => {
        const bytes = await readFile(PUBLIC_FILES.encryptedExport.path);
        const rejected = await campus.deposit({ fileName: 'EDT_chiffre.xml', bytes, account });
        expect(rejected).toMatchObject({ status: 'rejected', messageCode: 'encrypted_export' });
        expect(await vieScolaire(product)).toBe(written);
      });
    });

    it('of zero bytes is a place-holder, as Windows makes them: no deposit at all', async () => {
      const imports = await product.api.imports(campus.code);
      const answer = await campus.put({ fileName: 'EDT_empty.zip', bytes: Buffer.alloc(0), account });
      expect(answer.status).toBe(201);
      expect(await product.api.imports(campus.code)).toHaveLength(imports.length);
    });

    it('for an unknown establishment or another campus is refused at the door, in one sentence', async () => {
      const other = await ProductCampus.declare(product, {
        code: 'voisin',
        uai: school.uai,
        directory: smallDirectory(school),
      });
      const deposit = { fileName: 'EDT_2026_2.zip', bytes: await zipOf(school), account };
      expect(await campus.put(deposit, 'inconnu')).toEqual({
        status: 403,
        text: expect.stringMatching(/^Aucun établissement « inconnu » dans cette cité scolaire\./),
      });
      expect(await other.put(deposit)).toEqual({
        status: 403,
        text: expect.stringMatching(/^Ce compte ne donne pas accès à cette adresse\./),
      });
      expect(await product.api.imports(other.code)).toEqual([]);
      await expect(campus.row('EDT_2026_2.zip')).rejects.toThrow('not in the dashboard');
    });

    it('that EDT makes for PRONOTE beside the good one is set aside calmly, and the good one imported', async () => {
      const changed = await zipOf(mutate(school, 'change:5%', 5));
      const duplicate = {
        fileName: 'EDT_PRONOTE_2026_2.zip',
        bytes: Buffer.from('un format que nous ne lisons pas'),
        account,
      };
      const good = campus.deposit({ fileName: 'EDT_2026_2.zip', bytes: changed, account });
      await expect(good).resolves.toMatchObject({ status: expect.stringMatching(/^integrated/) });
      const ignored = await campus.deposit(duplicate);
      expect(ignored).toMatchObject({ status: 'ignored', messageCode: 'twin_file', nextActor: 'nobody' });
      expect(ignored.message).toMatch(/décochez dans EDT l’export vers PRONOTE/);
      expect(await vieScolaire(product)).not.toBe(written);
    });

    it('is told by mail, in the words of the dashboard, once for each cause; the duplicate is not', async () => {
      const rejected = (await product.api.imports(campus.code)).filter(({ status }) => status === 'rejected');
      const told = await firstOfEachCause(product, rejected);
      const mails = await until(async () => {
        const { body } = await campus.call('GET', '//dev/mails');
        const all = mailsSchema.parse(body).filter(({ subject }) => !subject.includes('compte d’accès'));
        return all.length >= told.length ? all : undefined;
      });
      const ofRejections = mails.filter(({ subject }) => subject === '[EDT] Collège lycee : fichier refusé');
      expect(ofRejections).toHaveLength(told.length);
      for (const { fileName, message } of told) {
        const mail = ofRejections.find(({ text }) => text.includes(`Fichier : ${fileName}\n`));
        expect(oneLine(mail?.text)).toContain(oneLine(message ?? 'nothing said'));
      }
    });
  });
}

/** Those that cannot be read are one cause, whatever is wrong with them. */
async function firstOfEachCause(
  { api }: RunningProduct,
  rejected: readonly ImportRow[],
): Promise<ImportRow[]> {
  const codes: readonly string[] = UNACCEPTABLE_CODES;
  const first = new Map<string, ImportRow>();
  // The dashboard has the newest first.
  for (const row of rejected.toReversed()) {
    const { messageCode } = await api.import(row.id);
    const cause = codes.includes(messageCode ?? '') ? (messageCode ?? '') : 'unreadable';
    if (!first.has(cause)) first.set(cause, row);
  }
  return [...first.values()];
}

const mailsSchema = z.array(z.object({ subject: z.string(), text: z.string() }));

/** Mails are wrapped. */
function oneLine(content = ''): string {
  return content.replaceAll(/\s+/g, ' ');
}

/** Everything an import writes to vie scolaire, as one short text. */
async function vieScolaire({ description }: RunningProduct): Promise<string> {
  const client = new pg.Client(description.databaseUrl);
  await client.connect();
  try {
    const tables = [
      'session',
      'service',
      'subject',
      '"group"',
      'group_membership',
      'closure',
      'establishment',
    ];
    const { rows } = await client.query<{ digest: string }>(
      tables
        .map(
          (table) => `SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS digest FROM ${table} AS t`,
        )
        .join(' UNION ALL '),
    );
    return rows.map(({ digest }) => digest).join(' ');
  } finally {
    await client.end();
  }
}
