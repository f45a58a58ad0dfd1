// Who is told what, and how often, through the three real processes and a real SMTP server; and the way from a mail's link
// to the page it names.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { mutate, type School } from '@timetable/generator';
import type pg from 'pg';
import { at } from '../support/json-at.js';
import { once } from '../support/once.js';
import type { MailedProduct } from '../support/mailed-product.js';
import type { RunningProduct } from '../support/product.js';
import { ReadySchool } from '../support/ready-school.js';
import { restCall } from '../support/rest-call.js';
import { zipOf } from '../support/small-school.js';
import { until } from '../support/until.js';

const PASSWORD = 'a password of the staff';

/** @param mailed of which every campus but its own may be another's */
export function whoIsToldTests(mailed: MailedProduct): void {
  let product: RunningProduct;
  let sql: pg.Client;
  beforeAll(() => {
    ({ product, sql } = mailed);
  });

  /** A member of the staff of that school, who is written to at `<login>@example.org`. */
  async function member(school: ReadySchool, login: string, more: object = {}): Promise<void> {
    const account = { login, name: login, role: 'manager', campus: school.campus.code, password: PASSWORD };
    const body = { ...account, email: `${login}@example.org`, ...more };
    const { status } = await school.campus.call('POST', '/accounts', body);
    if (status !== 201) throw new Error(`The account ${login} was not made: ${status}`);
  }

  /** The mails about files, not accounts, that a person has; in the order in which they came. */
  const mailsTo = (login: string, code: string) =>
    mailed.mails
      .filter(({ to, subject }) => to[0] === `${login}@example.org` && subject.includes(`Collège ${code} :`))
      .filter(({ subject }) => !subject.includes('compte d’accès'))
      .toSorted((one, other) => one.receivedAt.localeCompare(other.receivedAt));
  /** Where the mail leads. */
  const linkIn = (mail: { readonly text: string } | undefined): string =>
    /https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '';
  const subjectsTo = (login: string, code: string): string[] =>
    mailsTo(login, code).map(({ subject }) => subject.replace(`[EDT] Collège ${code} : `, ''));

  /** Every mail that is due has left. */
  const quiet = (code: string) =>
    until(async () => {
      const { rowCount } = await sql.query(
        `SELECT FROM notification
        WHERE campus_code = $1 AND sent_at IS NULL AND refused_at IS NULL AND NOT daily_digest`,
        [code],
      );
      return rowCount === 0 || undefined;
    });

  /** The morning comes for the summaries that wait. */
  const morning = (code: string) =>
    sql.query(`UPDATE notification SET next_try_at = now() WHERE campus_code = $1 AND daily_digest`, [code]);

  describe('four broken files in a minute', () => {
    const broken = once(async () => {
      const school = await ReadySchool.declare(product, 'broken');
      await member(school, 'manager.broken');
      const whole = await zipOf(school.school);
      const files: readonly [string, Buffer][] = [
        ['EDT_1.zip', whole.subarray(0, whole.length / 2)],
        ['EDT_2.zip', whole.subarray(0, whole.length / 3)],
        ['EDT_3.xml', Buffer.from('<?xml version="1.0"?><EXPORT_INDEX_EDUCATION><Matieres>')],
        ['EDT_4.zip', Buffer.from('ceci n’est pas une archive')],
      ];
      const ids = new Array<string>();
      for (const [name, bytes] of files) ids.push((await school.deposit(name, bytes)).id);
      await quiet('broken');
      return { school, ids };
    });
    const actors = async (ids: readonly string[]) => {
      const rows = await Promise.all(ids.map((id) => product.api.import(id)));
      return rows.map(({ status, nextActor }) => `${status} ${nextActor}`);
    };

    it('are one mail to who exports, and none to who has nothing to do', async () => {
      const { ids } = await broken();
      expect(await actors(ids)).toEqual(Array.from({ length: 4 }, () => 'rejected depositor'));
      expect(subjectsTo('secretariat', 'broken')).toEqual(['fichier refusé']);
      expect(linkIn(mailsTo('secretariat', 'broken')[0])).toContain('/mes-depots#');
      expect(subjectsTo('manager.broken', 'broken')).toEqual([]);
    });

    it('are nobody’s work any more once a good file has come', async () => {
      const { school, ids } = await broken();
      expect((await school.deposit('EDT_5.zip', 'change:3%')).status).toMatch(/^integrated/);
      expect(await actors(ids)).toEqual(Array.from({ length: 4 }, () => 'rejected nobody'));
    });
  });

  describe('a held import', () => {
    const held = once(async () => {
      const school = await ReadySchool.declare(product, 'held');
      await member(school, 'manager.held');
      await member(school, 'silent.held', { mailPreference: 'never' });
      await member(school, 'digest.held', { mailPreference: 'daily_digest' });
      await member(school, 'viewer.held', { role: 'viewer' });
      const held = await school.deposit('EDT_1.zip', 'drop-services:60%');
      await quiet('held');
      return { school, held };
    });

    it('is told to who decides and to the declared users, as each wishes', async () => {
      expect((await held()).held).toMatchObject({ status: 'held', nextActor: 'manager' });
      expect(subjectsTo('manager.held', 'held')).toEqual(['décision attendue']);
      expect(subjectsTo('secretariat', 'held')).toEqual(['décision attendue']);
      for (const login of ['silent.held', 'digest.held', 'viewer.held'])
        expect(subjectsTo(login, 'held')).toEqual([]);
      expect(mailsTo('manager.held', 'held')[0]?.text).toContain(
        'Qui doit agir : le gestionnaire de vie scolaire',
      );
    });

    it('is one line of the summary of who asked for one, one mail a day', async () => {
      await held();
      await morning('held');
      await until(() => Promise.resolve(mailsTo('digest.held', 'held').length > 0 || undefined));
      expect(subjectsTo('digest.held', 'held')).toEqual(['résumé du jour, un point à voir']);
      expect(mailsTo('digest.held', 'held')[0]?.text).toContain('EDT_1.zip');
    });

    it('is one click and a password away for staff: the link is the console’s page of it', async () => {
      const { held: found } = await held();
      const link = linkIn(mailsTo('manager.held', 'held')[0]);
      expect(link).toBe(`${product.description.apiUrl}/imports/${found.id}`);
      const page = await fetch(link, { headers: { accept: 'text/html' } });
      expect([page.status, page.url]).toEqual([200, link]);
    });

    it('is seen by the depositor among their deposits, by the link of their own mail', async () => {
      await held();
      const [, token = ''] = linkIn(mailsTo('secretariat', 'held')[0]).split('/mes-depots#');
      const { apiUrl } = product.description;
      const opened = await restCall(apiUrl, 'POST', '/depositor/session', { json: { link: token } });
      const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const { body } = await restCall(apiUrl, 'GET', '/depositor/deposits', { headers: { cookie } });
      expect(at(body, 'items.0')).toMatchObject({
        fileName: 'EDT_1.zip',
        statusLabel: 'En attente de décision',
      });
      expect(at(body, 'items.0.nextStep')).toContain('gestionnaire de vie scolaire');
    });
  });

  describe('alerts', () => {
    const told = once(async () => {
      const school = await ReadySchool.declare(product, 'alerts');
      await member(school, 'manager.alerts');
      await member(school, 'digest.alerts', { mailPreference: 'daily_digest' });
      const deposit = async (fileName: string, strangers: number, seed: number) => {
        const changed = mutate(school.school, 'change:3%', seed);
        const integrated = await school.deposit(fileName, await withStrangers(changed, strangers));
        await quiet('alerts');
        return { integrated, mails: subjectsTo('manager.alerts', 'alerts').length };
      };
      return {
        first: await deposit('EDT_1.zip', 4, 1),
        same: await deposit('EDT_2.zip', 4, 2),
        more: await deposit('EDT_3.zip', 5, 3),
      };
    });

    it('are told at once when they are new, and only then', async () => {
      const { first, same, more } = await told();
      expect(first.integrated).toMatchObject({ status: 'integrated_with_alerts', nextActor: 'manager' });
      expect(same.integrated).toMatchObject({ status: 'integrated_with_alerts', nextActor: 'manager' });
      expect([first.mails, same.mails, more.mails]).toEqual([1, 1, 2]);
      const [, second] = mailsTo('manager.alerts', 'alerts');
      expect(second?.text).toContain('1 élève non rapproché de plus qu’au dernier import.');
      expect(mailed.mails.filter(({ text }) => text.includes('Étranger'))).toEqual([]);
    });

    it('are all in one summary the next morning', async () => {
      await told();
      await morning('alerts');
      await until(() => Promise.resolve(mailsTo('digest.alerts', 'alerts').length > 0 || undefined));
      expect(subjectsTo('digest.alerts', 'alerts')).toEqual([
        expect.stringMatching(/^résumé du jour, \d points/),
      ]);
    });

    it('leave the work to the manager, in the newest import alone', async () => {
      const { first, more } = await told();
      expect((await product.api.import(first.integrated.id)).nextActor).toBe('nobody');
      expect((await product.api.import(more.integrated.id)).nextActor).toBe('manager');
    });
  });
}

/** The school's file, with pupils whom the directory does not know. */
function withStrangers(school: School, count: number): Promise<Buffer> {
  const [like] = school.pupils;
  if (like === undefined) throw new Error('The school has no pupil.');
  const strangers = Array.from({ length: count }, (_, rank) => ({
    ...like,
    ident: 90_000 + rank,
    lastName: `Étranger${rank}`,
    idpn: `stranger-${rank}`,
    nationalId: `99999999${String(rank).padStart(2, '0')}K`,
    sieclId: `88${rank}`,
  }));
  return zipOf({ ...school, pupils: [...school.pupils, ...strangers] });
}
