// What the files name, the timetable that comes of it, and the fleet.
import { expect, it } from '@jest/globals';
import pg from 'pg';
import { breakMemberships, repairMemberships } from '../support/broken-memberships.js';
import { once } from '../support/once.js';
import { ProductCampus } from '../support/product-campus.js';
import type { BrowsedProduct } from '../support/browsed-product.js';
import { ReadySchool } from '../support/ready-school.js';
import { smallDirectory, smallSchool, zipOf } from '../support/small-school.js';
import { quietVisit } from '../support/quiet-visit.js';
import type { Visit } from '../support/visit.js';

const CODE = 'rousseau';
const HOME = `/cites/${CODE}`;

export function viewsTests(browsed: BrowsedProduct): void {
  const school = smallSchool({ uai: '9990004D', seed: 7 });
  let campus: ProductCampus;
  let visit: Visit;

  /** Given up after attempts that take their time: begun before other tests, and waited for by the one that needs it. */
  const interrupted = once(async () => {
    const sql = new pg.Client(browsed.product.description.databaseUrl);
    await sql.connect();
    const broken = await ReadySchool.declare(browsed.product, 'zola');
    await breakMemberships(sql, 'zola');
    const { id, status } = await broken.deposit('EDT_1.zip', 'add-pupils:2');
    await repairMemberships(sql, 'zola');
    await sql.end();
    return { broken, id, status };
  });

  quietVisit(async () => {
    interrupted().catch(() => undefined);
    const directory = smallDirectory(school);
    const [homonym] = directory.teachers;
    campus = await ProductCampus.declare(browsed.product, {
      code: CODE,
      uai: school.uai,
      // A teacher whom two of the ENT may be.
      directory: { ...directory, teachers: [...directory.teachers, { ...homonym, id: 'homonym' }] },
    });
    await campus.importFirst(await zipOf(school), 'rentree.zip');
    const { adminLogin, adminPassword } = browsed.product.description;
    visit = await browsed.visit();
    await visit.page.goto('/connexion');
    await visit.signIn(adminLogin, adminPassword);
    await visit.page.getByRole('heading', { level: 1, name: 'Parc' }).waitFor();
    return visit;
  });

  const timetable = async (search: string): Promise<void> => {
    await visit.page.goto(`${HOME}/emploi-du-temps${search}`);
    await visit.page
      .getByText(/séance/)
      .first()
      .waitFor();
  };

  it('shows the week of a class in the hours of the school, each view by an address of its own', async () => {
    await timetable('?par=classe&semaine=2026-11-26');
    const { page } = visit;
    const monday = page.getByRole('list', { name: 'lundi 23 novembre' });
    await monday.getByRole('button').first().waitFor();
    const [first] = await campus.sessions('2026-11-23', '2026-11-23');
    expect(first?.start).toMatch(/\+01:00$/);
    expect(await visit.flaws('timetable')).toEqual([]);
    await monday.getByRole('button').first().click();
    expect(await page.getByRole('dialog').getByRole('heading', { level: 2 }).textContent()).toMatch(
      /^lundi 23 novembre, \d+\u202fh\u202f\d\d – /,
    );
    expect(await visit.flaws('session')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Enseignant' }).click();
    await page.getByRole('link', { name: 'Semaine suivante' }).click();
    await page.getByText('semaine du 30 novembre 2026').waitFor();
    expect(new URL(page.url()).search).toMatch(/par=enseignant.*semaine=2026-11-30/);
  });

  it('has a band over closed days, and a list instead of a grid on a telephone', async () => {
    await timetable('?par=salle&semaine=2026-12-21');
    await visit.page.locator('.week-grid .closure-band').first().waitFor();
    await visit.page.setViewportSize({ width: 390, height: 900 });
    await visit.page.getByRole('heading', { level: 2, name: 'lundi 21 décembre' }).waitFor();
    expect(await visit.page.locator('.week-grid').isVisible()).toBe(false);
    expect(await visit.flaws('timetable-closed')).toEqual([]);
  });

  it('lets somebody choose between homonyms by the keyboard, and undo it', async () => {
    const { page } = visit;
    await page.goto(`${HOME}/rapprochements?type=enseignants&etat=a-choisir`);
    const line = page.locator('[data-match-line]').first();
    await line.waitFor();
    expect(await visit.flaws('matches')).toEqual([]);
    await line.focus();
    await page.keyboard.press('/');
    await page.keyboard.type(school.teachers[1]?.lastName ?? '');
    await page
      .getByRole('button', { name: /^Choisir / })
      .nth(2)
      .waitFor();
    expect(await visit.flaws('match-search')).toEqual([]);
    await page.keyboard.press('ArrowUp');
    await line.focus();
    await page
      .getByRole('button', { name: /^Choisir / })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByText('Rien ne correspond à ces filtres.').waitFor();
    await page.goto(`${HOME}/rapprochements?etat=decides`);
    await page.locator('[data-match-line]').first().click();
    await page.getByRole('button', { name: 'Revenir à l’automatique' }).click();
    await page.getByText('Rien ne correspond à ces filtres.').waitFor();
  });

  it('shows operators what blocks a campus, and relaunches what was interrupted', async () => {
    const { broken, id, status } = await interrupted();
    expect(status).toBe('interrupted');
    const { page } = visit;
    await page.goto('/parc?recherche=ZOLA&bloque=interrompus');
    await page.getByRole('row').filter({ hasText: '1 interrompu' }).waitFor();
    const given = page.getByRole('table', { name: 'Imports interrompus' }).getByRole('row').last();
    expect(await given.getByRole('cell').first().textContent()).toBe('Collège zola');
    expect(await page.getByRole('link', { name: /^Voir dans Temporal : / }).getAttribute('href')).toContain(
      'query=Campus%3D%22zola%22',
    );
    expect(await visit.flaws('fleet')).toEqual([]);
    await page.getByRole('button', { name: 'Relancer 1 import' }).click();
    expect(await visit.flaws('fleet-retry')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Relancer 1 import' }).click();
    await page
      .getByRole('heading', { name: '1 import interrompu', exact: true })
      .waitFor({ state: 'detached' });
    expect((await broken.campus.settled(id)).status).not.toBe('interrupted');
    await page.getByRole('button', { name: 'Créer un compte' }).click();
    expect(await visit.flaws('fleet-new-account')).toEqual([]);
    await page.getByLabel('Identifiant').fill('n.martin');
    await page.getByLabel('Nom', { exact: true }).fill('Nadia Martin');
    await page.getByLabel('Cité scolaire', { exact: true }).fill(CODE);
    await page.getByRole('radio', { name: 'Collège rousseau' }).check();
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByText('Mot de passe pour Nadia Martin, montré une seule fois').waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'n.martin' }).textContent()).toContain(
      'Collège rousseau',
    );
    expect(await visit.flaws('fleet-password')).toEqual([]);
  });

  it('says of a campus how many school days it has been silent for', async () => {
    const { page } = visit;
    const campuses = '**/api/v1/operator/campuses?*';
    // Nobody waits for days here.
    await page.route(campuses, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(/"silentDays":\d+/g, '"silentDays":12');
      await route.fulfill({ response, body });
    });
    await page.goto('/parc?tri=silence');
    await page.getByText('Aucun dépôt depuis 12 jours d’école').first().waitFor();
    expect(await visit.flaws('fleet-silent')).toEqual([]);
    await page.unroute(campuses);
  });
}
