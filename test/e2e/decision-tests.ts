// PRONOTE duplicates, supersession, decisions, locks and mails through the three real processes: REST, WebDAV, a real SMTP server.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { closuresSchema } from '@timetable/contracts';
import type pg from 'pg';
import { breakMemberships, repairMemberships } from '../support/broken-memberships.js';
import { at, textAt } from '../support/json-at.js';
import { once } from '../support/once.js';
import { Pauses } from '../support/pause-points.js';
import type { MailedProduct } from '../support/mailed-product.js';
import type { RunningProduct } from '../support/product.js';
import { ReadySchool } from '../support/ready-school.js';
import { sessionsState } from '../support/sessions-state.js';
import { smallSchool, zipOf } from '../support/small-school.js';
import { until } from '../support/until.js';

const UNREADABLE = Buffer.from('un format que nous ne lisons pas');
const OPERATOR = 'exploitant@example.org';
const INTEGRATED = expect.stringMatching(/^integrated/);
/** @param mailed before anything else is deposited there: its mails and refusals are counted */
export function decisionTests(mailed: MailedProduct): void {
  let product: RunningProduct;
  let sql: pg.Client;
  beforeAll(() => {
    ({ product, sql } = mailed);
  });

  /** Subjects of the mails about a campus's files, sorted; those about accounts apart. */
  const subjectsAbout = (code: string): string[] =>
    mailed.mails
      .map(({ subject }) => subject)
      .filter(
        (subject) => subject.startsWith(`[EDT] Collège ${code} : `) && !subject.includes('compte d’accès'),
      )
      .toSorted();

  describe('EDT’s duplicate files', () => {
    let school: ReadySchool;
    beforeAll(async () => {
      school = await ReadySchool.declare(product, 'duplicates');
    });

    it('pushed together, the good one first: it is integrated, the other ignored', async () => {
      const good = await school.push('EDT_1.zip', 'change:3%');
      const duplicate = await school.push('EDT_PRONOTE_1.zip', UNREADABLE);
      expect(await school.campus.settled(good)).toMatchObject({ status: INTEGRATED });
      expect(await school.campus.settled(duplicate)).toMatchObject({
        status: 'ignored',
        messageCode: 'twin_file',
      });
    });

    const duplicateFirst = once(async () => {
      const early = await ReadySchool.declare(product, 'early');
      const duplicate = await early.deposit('EDT_PRONOTE_2.zip', UNREADABLE);
      const good = await early.deposit('Edt_2.zip', 'change:4%');
      return { duplicate, good, after: await product.api.import(duplicate.id) };
    });

    it('the unreadable one first, and rejected: it is ignored after all once the good one is there', async () => {
      const { duplicate, good, after } = await duplicateFirst();
      expect(duplicate.status).toBe('rejected');
      expect(good).toMatchObject({ status: INTEGRATED });
      expect(after).toMatchObject({ status: 'ignored', messageCode: 'twin_file', nextActor: 'nobody' });
      expect(after.message).toMatch(/décochez dans EDT l’export vers PRONOTE/);
      expect(after.steps[1]).toMatchObject({ step: 'validation', state: 'skipped' });
    });

    it('both waiting behind another import, in either order', async () => {
      const pauses = await Pauses.open(product.description.databaseUrl);
      await pauses.hold('duplicates', 'thresholds');
      const before = await school.push('EDT_3.zip', 'change:5%');
      await pauses.reached('thresholds');
      const ids = [
        await school.push('EDT_PRONOTE_4.zip', UNREADABLE),
        await school.push('EDT_4.zip', 'change:6%'),
        await school.push('EDT_PRONOTE_4b.zip', UNREADABLE),
      ];
      await pauses.release();
      expect((await school.campus.settled(before)).status).toEqual(INTEGRATED);
      const ends = await Promise.all(ids.map((id) => school.campus.settled(id)));
      expect(ends.map(({ status }) => status)).toEqual(['superseded', INTEGRATED, 'ignored']);
    });

    const goodHeld = once(async () => {
      const held = await school.deposit('EDT_5.zip', 'drop-services:60%');
      const duplicate = await school.deposit('EDT_PRONOTE_5.zip', UNREADABLE);
      return { held, duplicate, after: await product.api.import(held.id) };
    });

    it('the good one held: it stays held, and its duplicate replaces nothing', async () => {
      const { held, duplicate, after } = await goodHeld();
      expect(held.status).toBe('held');
      expect(duplicate.status).toBe('ignored');
      expect(after.status).toBe('held');
    });

    it('give one mail: that of the good one held', async () => {
      await duplicateFirst();
      await goodHeld();
      await until(() => Promise.resolve(subjectsAbout('duplicates').length > 0 || undefined));
      expect(subjectsAbout('duplicates')).toEqual(['[EDT] Collège duplicates : décision attendue']);
      expect(subjectsAbout('early')).toEqual([]);
      const waiting = await sql.query(
        `SELECT FROM notification WHERE campus_code IN ('duplicates', 'early') AND sent_at IS NULL AND refused_at IS NULL`,
      );
      expect(waiting.rowCount).toBe(0);
    });
  });

  describe('A held import', () => {
    let school: ReadySchool;
    beforeAll(async () => {
      school = await ReadySchool.declare(product, 'decided');
    });

    it('is not replaced by a broken file, nor by one known already; it is by one that passes validation', async () => {
      const held = await school.deposit('EDT_held.zip', 'drop-services:60%');
      expect(await school.deposit('EDT_broken.zip', UNREADABLE)).toMatchObject({ status: 'rejected' });
      expect(await school.deposit('EDT_same.zip', await zipOf(school.school))).toMatchObject({
        status: 'ignored',
        messageCode: 'same_content',
      });
      expect((await product.api.import(held.id)).status).toBe('held');

      const newer = await school.deposit('EDT_newer.zip', 'change:4%');
      expect(newer.status).toEqual(INTEGRATED);
      const replaced = await product.api.import(held.id);
      expect(replaced).toMatchObject({ status: 'superseded', supersededBy: newer.id });
      const answer = await school.campus.decide(held.id, 'approve', { planHash: held.planHash });
      expect(answer).toMatchObject({ status: 409, body: { code: 'superseded', supersededBy: newer.id } });
      expect(at(answer.body, 'detail')).toMatch(/^Un fichier plus récent a remplacé celui-ci/);
    });

    /** The school is left without most of its services. */
    const outgrown = once(async () => {
      const held = await school.deposit('EDT_outgrown.zip', 'drop-services:60%');
      const base = `/establishments/decided/college/closures`;
      const { body } = await school.campus.call('GET', base);
      const [session] = await school.campus.sessions('2027-03-01', '2027-03-31');
      const date = session?.date ?? '';
      const bridge = { startsOn: date, endsOn: date, label: 'Pont' };
      const known = closuresSchema
        .parse(body)
        .closures.map(({ startsOn, endsOn, label }) => ({ startsOn, endsOn, label }));
      const closures = [...known, bridge];
      const bridged = await school.campus.call('PUT', base, { closures });
      const stale = await school.campus.decide(held.id, 'approve', { planHash: held.planHash });
      const planHash = textAt(stale.body, 'planHash');
      const approved = await school.campus.decide(held.id, 'approve', { planHash });
      return { held, bridged, stale, planHash, approved, done: await school.campus.settled(held.id) };
    });

    it('approved on a plan the ENT has outgrown answers 409 with the new plan; that one can be approved', async () => {
      const { held, bridged, stale, planHash, approved, done } = await outgrown();
      expect(bridged.status).toBe(200);
      expect(stale).toMatchObject({ status: 409, body: { code: 'plan_changed', importStatus: 'held' } });
      expect(planHash).not.toBe(held.planHash);
      expect(approved.status).toBe(202);
      expect(done.status).toEqual(INTEGRATED);
    });

    it('once approved lets nothing else through: the next file that goes too far is held too', async () => {
      await outgrown();
      // All of its services come back.
      const next = await school.deposit('EDT_back.zip', 'change:5%');
      expect(next).toMatchObject({ status: 'held', messageCode: 'blocking_threshold' });
      const [first, second] = await Promise.all([
        school.campus.decide(next.id, 'refuse', { reason: 'Une fausse manœuvre' }),
        school.campus.decide(next.id, 'refuse'),
      ]);
      expect([first.status, second.status].toSorted()).toEqual([200, 409]);
      const told = first.status === 409 ? first : second;
      expect(at(told.body, 'detail')).toMatch(
        /^Cet import a déjà été écarté par admin, le mardi 6 octobre 2026/,
      );
      expect((await product.api.import(next.id)).steps.map(({ state }) => state)).not.toContain('pending');
    });
  });

  describe('Cancelling and relaunching', () => {
    let school: ReadySchool;
    beforeAll(async () => {
      school = await ReadySchool.declare(product, 'cancel');
    });

    it('ends an import that waits, and one that runs before it has published: nothing changes, all is free', async () => {
      const before = await sessionsState(sql, 'cancel');
      const pauses = await Pauses.open(product.description.databaseUrl);
      await pauses.hold('cancel', 'groups');
      const running = await school.push('EDT_running.zip', 'change:10%');
      await pauses.reached('groups');
      const waiting = await school.push('EDT_waiting.zip', 'change:12%');
      expect((await school.campus.decide(waiting, 'cancel')).body).toMatchObject({ status: 'cancelled' });
      expect((await school.campus.decide(running, 'cancel')).body).toMatchObject({ status: 'running' });
      await pauses.release();
      expect(await school.campus.settled(running)).toMatchObject({
        status: 'cancelled',
        message: expect.stringContaining('Annulé par '),
      });
      expect((await product.api.import(waiting)).status).toBe('cancelled');
      expect(await sessionsState(sql, 'cancel')).toBe(before);
      expect(await school.campus.isLocked()).toBe(false);
    });

    it('is refused once the sessions are there', async () => {
      const pauses = await Pauses.open(product.description.databaseUrl);
      await pauses.hold('cancel', 'published');
      const published = await school.push('EDT_published.zip', 'change:10%');
      await pauses.reached('published');
      const answer = await school.campus.decide(published, 'cancel');
      expect(answer).toMatchObject({ status: 409, body: { code: 'not_cancellable' } });
      await pauses.release();
      expect((await school.campus.settled(published)).status).toEqual(INTEGRATED);
    });

    const relaunched = once(async () => {
      await school.campus.call('PATCH', '/auth/me', { email: OPERATOR });
      await breakMemberships(sql, 'cancel');
      const interrupted = await school.deposit('EDT_defect.zip', 'change:14%');
      await until(() => Promise.resolve(subjectsAbout('cancel').length > 0 || undefined));
      const isLocked = await school.campus.isLocked();
      await repairMemberships(sql, 'cancel');
      const retried = await school.campus.decide(interrupted.id, 'retry');
      return { interrupted, isLocked, retried, done: await school.campus.settled(interrupted.id) };
    });

    it('relaunches what a defect interrupted, which then continues to its end', async () => {
      const { interrupted, isLocked, retried, done } = await relaunched();
      expect(interrupted).toMatchObject({ status: 'interrupted', nextActor: 'operator' });
      expect(isLocked).toBe(false);
      expect(retried.status).toBe(202);
      expect(done.status).toEqual(INTEGRATED);
    });

    const givenUp = once(async () => {
      await breakMemberships(sql, 'cancel');
      const interrupted = await school.deposit('EDT_given_up.zip', 'change:16%');
      await repairMemberships(sql, 'cancel');
      const cancelled = await school.campus.decide(interrupted.id, 'cancel');
      return { cancelled, retried: await school.campus.decide(interrupted.id, 'retry') };
    });

    it('gives up what a defect interrupted, which may be sent again all the same', async () => {
      const { cancelled, retried } = await givenUp();
      expect(cancelled.body).toMatchObject({ status: 'cancelled' });
      expect(retried.status).toBe(202);
      expect((await school.deposit('EDT_after.zip', 'change:3%')).status).toEqual(INTEGRATED);
    });

    it('writes once a day to the operator about interruptions, and to nobody about what is cancelled', async () => {
      await relaunched();
      await givenUp();
      await until(() => Promise.resolve(subjectsAbout('cancel').length > 0 || undefined));
      expect(subjectsAbout('cancel')).toEqual(['[EDT] Collège cancel : import interrompu par une panne']);
      expect(mailed.mails.find(({ subject }) => subject.includes('cancel : import'))?.to).toEqual([OPERATOR]);
      const unsent = `SELECT FROM notification WHERE campus_code = 'cancel' AND kind <> 'access' AND sent_at IS NULL`;
      expect((await sql.query(unsent)).rowCount).toBe(0);
    });
  });

  describe('Mails', () => {
    let school: ReadySchool;
    beforeAll(async () => {
      school = await ReadySchool.declare(product, 'mails');
      const access = '[EDT] Collège mails : votre compte d’accès pour envoyer l’emploi du temps';
      await until(() => Promise.resolve(mailed.mails.some(({ subject }) => subject === access) || undefined));
    });

    const serverAway = once(async () => {
      const silent = await school.campus.call('POST', '/campuses/mails/deposit-accounts', {
        userId: 'college-principale',
        notify: false,
      });
      const held = await mailed.withoutMailServer(() => school.deposit('EDT_away.zip', 'drop-services:60%'));
      const mail = await until(() =>
        Promise.resolve(mailed.mails.find(({ text }) => text.includes('EDT_away.zip'))),
      );
      return { silent, held, mail };
    });

    it('wait while the mail server is away, the import unaffected, and are sent once it is back', async () => {
      const { silent, held, mail } = await serverAway();
      expect(silent.status).toBe(201);
      expect(held.status).toBe('held');
      expect(mail).toMatchObject({
        to: ['secretariat@example.org'],
        subject: '[EDT] Collège mails : décision attendue',
      });
      expect(mail.text).toContain('Le prochain fichier valable remplacera celui-ci.');
      expect(mail.html).toContain('<html lang="fr">');
      const pupils = smallSchool().pupils.map(({ lastName }) => lastName);
      const words = new Set(`${mail.text} ${mail.html ?? ''}`.split(/[^\p{L}'’-]+/u));
      expect(pupils.filter((name) => words.has(name))).toEqual([]);
    });

    it('tell of alerts, and give a new password: each kind once to each person, in text and in HTML', async () => {
      await serverAway();
      const codes = ['services_deleted', 'classes_gone', 'sessions_disrupted', 'memberships_ended'];
      const alertOnly = codes.map((code) => ({ code, limit: 20, blocking: false }));
      expect((await school.campus.call('PUT', '/campuses/mails/thresholds', alertOnly)).status).toBe(200);
      const done = await school.deposit('EDT_alertes.zip', 'drop-services:60%');
      expect(done).toMatchObject({ status: 'integrated_with_alerts' });
      const renewed = `/campuses/mails/deposit-accounts/${school.account.login}/password`;
      expect((await school.campus.call('POST', renewed)).status).toBe(200);
      const subjects = [
        '[EDT] Collège mails : décision attendue',
        '[EDT] Collège mails : emploi du temps à jour, points à vérifier',
        '[EDT] Collège mails : nouveau mot de passe pour envoyer l’emploi du temps',
      ];
      const sent = await until(() => {
        const ours = mailed.mails.filter(
          ({ subject, to }) =>
            /Collège mails : (?!votre)/.test(subject) && to[0] === 'secretariat@example.org',
        );
        return Promise.resolve(ours.length >= subjects.length ? ours : undefined);
      });
      expect(sent.map(({ subject }) => subject).toSorted()).toEqual(subjects);
      for (const { text, html } of sent) {
        expect(text).toMatch(/Bonjour/);
        expect(html).toContain('<html lang="fr">');
        expect(text).not.toMatch(/\b(undefined|null|threshold|error|plan_changed|Temporal|workflow)\b/i);
      }
      const pairs = mailed.mails.map(({ subject, to }) => `${subject} → ${to.join()}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    });

    it('refused for good are not sent again, and are counted for the operator', async () => {
      await serverAway();
      const metrics = await until(async () => {
        const text = await (await fetch(`${product.description.workerUrl}/metrics`)).text();
        return text.includes('timetable_notifications{state="waiting"} 0') ? text : undefined;
      });
      expect(metrics).toContain('timetable_notifications{state="refused"} 1');
      const { rows } = await sql.query(
        `SELECT kind, sent_at AS sent, refusal, data FROM notification WHERE refused_at IS NOT NULL`,
      );
      expect(rows).toEqual([{ kind: 'access', sent: null, refusal: 'EENVELOPE 550', data: {} }]);
    });

    it('ask once a day at most for the first import of a year, whatever is pushed', async () => {
      const school = await ReadySchool.declare(product, 'newyear');
      const year = { startsOn: '2027-09-01', endsOn: '2028-07-07' };
      expect((await school.campus.call('POST', '/campuses/newyear/school-year', year)).status).toBe(201);
      const next = (seed: number) => zipOf(smallSchool({ schoolYear: '2027-2028', seed }));
      for (const [fileName, seed] of [
        ['EDT_2027_1.zip', 5],
        ['EDT_2027_2.zip', 6],
      ] as const) {
        const rejected = await school.deposit(fileName, await next(seed));
        expect(rejected).toMatchObject({ status: 'rejected', messageCode: 'first_import_required' });
      }
      const subjects = await until(() => Promise.resolve(subjectsAbout('newyear')[0]));
      expect(subjects).toBe('[EDT] Collège newyear : fichier refusé');
      const { rowCount } = await sql.query(
        `SELECT FROM notification WHERE campus_code = 'newyear' AND kind = 'rejected'`,
      );
      expect(rowCount).toBe(1);
    });
  });
}
