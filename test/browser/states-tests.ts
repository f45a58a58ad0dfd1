// What a page says while it cannot do what it is for: locked, without a connection, refused, broken, slow.
import { expect, it } from '@jest/globals';
import { addStaff, type BrowsedProduct } from '../support/browsed-product.js';
import { once } from '../support/once.js';
import { Pauses } from '../support/pause-points.js';
import { ReadySchool } from '../support/ready-school.js';
import { smallDirectory } from '../support/small-school.js';
import { quietVisit } from '../support/quiet-visit.js';
import { until } from '../support/until.js';
import type { Visit } from '../support/visit.js';

const CODE = 'camus';
const HOME = `/cites/${CODE}`;
const API = `/api/v1/campuses/${CODE}`;
/** What a browser says of a server that is away. */
const IS_AWAY = /^(5\d\d |console: .*(ERR_|EventSource|Failed to load))/;
const IMPORTS = new RegExp(`${API}/imports(\\?|$)`);

export function statesTests(browsed: BrowsedProduct): void {
  let school: ReadySchool;
  let visit: Visit;

  quietVisit(async () => {
    school = await ReadySchool.declare(browsed.product, CODE);
    const { manager } = await addStaff(school.campus);
    visit = await browsed.signedIn(manager, HOME);
    return visit;
  });

  /** An import that holds the establishment until it is let go. */
  const locked = once(async () => {
    const pauses = await Pauses.open(browsed.product.description.databaseUrl);
    await pauses.hold(CODE, 'thresholds');
    // Opened before, by somebody whose page has not heard of it.
    await visit.page.route('**/lock', (route) => route.fulfill({ json: { locked: false } }));
    await visit.page.goto(`${HOME}/fermetures`);
    await visit.page.getByLabel('Nom de la période 1', { exact: true }).fill('Repos');
    const id = await school.push('EDT_locked.zip', 'change:4%');
    await pauses.reached('thresholds');
    await visit.page.getByRole('button', { name: 'Enregistrer' }).click();
    await visit.page.getByRole('alert').getByText('Import en cours').waitFor();
    const refusal = await visit.page.getByRole('alert').textContent();
    const faults = visit.takeFaults();
    await visit.page.unroute('**/lock');
    return { pauses, id, refusal, faults };
  });

  it('says why nothing can be changed while an import runs, refuses with the reason, and unlocks by itself', async () => {
    const { pauses, id, refusal, faults } = await locked();
    expect(refusal).toMatch(/depuis le .* étape «.Vérification des seuils.»/);
    expect(faults).toEqual([`423 /api/v1/establishments/${CODE}/college/closures`]);
    const { page } = visit;
    await page.goto(`${HOME}/fermetures`);
    const banner = page.getByText('Import en cours : Collège camus');
    await banner.waitFor();
    expect(
      await page.getByText(/^Depuis 8.h.\d\d \(étape\s: vérification des seuils\), déposé par /).count(),
    ).toBe(1);
    const retire = page.getByRole('button', { name: 'Retirer la période 1' });
    expect(await retire.getAttribute('aria-disabled')).toBe('true');
    expect(await retire.getAttribute('title')).toBe(
      'Un import est en cours\u00a0: attendez qu’il soit terminé.',
    );
    expect(await visit.flaws('closures-locked')).toEqual([]);
    await page.goto(`${HOME}/rapprochements`);
    await banner.waitFor();
    await page.goto(`${HOME}/annee`);
    await banner.waitFor();
    await page.goto(`${HOME}/importer`);
    await page.getByText('1 établissement est déjà en cours d’importation').waitFor();
    expect(await visit.flaws('upload-busy')).toEqual([]);
    await page.getByRole('link', { name: 'Collège camus' }).click();
    await page.getByRole('heading', { level: 1, name: 'Import en cours' }).waitFor();
    expect(page.url()).toContain(id);
    expect(await visit.flaws('running')).toEqual([]);
    await visit.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await movingParts()).toBeGreaterThan(0);
    await visit.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await movingParts()).toBe(0);
    await page.goto(`${HOME}/fermetures`);
    await banner.waitFor();
    await pauses.release();
    await banner.waitFor({ state: 'detached' });
    expect(await retire.getAttribute('aria-disabled')).toBeNull();
  });

  const movingParts = (): Promise<number> =>
    visit.page.evaluate(
      `document.getAnimations().filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().iterations > 1).length`,
    );

  it('says that the server is away, and shows what came meanwhile without being opened again', async () => {
    const { page } = visit;
    await page.goto(HOME);
    await page.getByRole('table').waitFor();
    const put = async (fileName: string): Promise<void> => {
      const bytes = Buffer.from(fileName);
      const { status } = await school.campus.put({ fileName, bytes, account: school.account });
      expect(status).toBe(201);
    };
    const rowOf = (fileName: string) => page.getByRole('row').filter({ hasText: fileName });
    const opened = await page.evaluate<number>('performance.timeOrigin');
    await visit.context.setOffline(true);
    await browsed.product.killPart('api');
    const banner = page.getByText('Connexion perdue');
    await banner.first().waitFor();
    await page.getByRole('status').getByText('La connexion avec le service est perdue.').waitFor();
    expect(await visit.flaws('connection-lost')).toEqual([]);
    await put('EDT_meanwhile.zip');
    await visit.context.setOffline(false);
    await banner.first().waitFor({ state: 'detached' });
    await rowOf('EDT_meanwhile.zip').waitFor();
    // The stream as well has come back.
    await put('EDT_after.zip');
    await rowOf('EDT_after.zip').waitFor();
    expect(await page.evaluate<number>('performance.timeOrigin')).toBe(opened);
    expect(visit.takeFaults().filter((fault) => !IS_AWAY.test(fault))).toEqual([]);
  });

  it('says that a server which takes questions and answers none is away, and goes on once it does', async () => {
    const watching = await visit.inNewWindow();
    const { page } = watching;
    await page.clock.install();
    await page.goto(HOME);
    await page.getByRole('table').waitFor();
    const banner = page.getByText('Connexion perdue').first();
    /** Minutes of it, without waiting for them. */
    const hang = async (): Promise<void> => {
      await browsed.product.suspend('api');
      try {
        await until(
          async () => {
            await page.clock.fastForward(5_000);
            return (await banner.isVisible()) || undefined;
          },
          { what: 'the banner' },
        );
      } finally {
        await browsed.product.resume('api');
      }
      await banner.waitFor({ state: 'detached' });
    };
    // Nobody asks it anything: its stream has fallen silent.
    await hang();
    await school.push('EDT_resumed.zip', 'change:2%');
    await page.getByRole('row').filter({ hasText: 'EDT_resumed.zip' }).waitFor();
    // Somebody does.
    await page.getByLabel('Statut').selectOption('refused');
    await hang();
    await page.getByText('Aucun import ne correspond à ces filtres.').waitFor();
    expect(watching.takeFaults().filter((fault) => !IS_AWAY.test(fault))).toEqual([]);
    await page.close();
  });

  it('keeps the layout of what is slow to come, and says what broke with the number to give', async () => {
    const { page } = visit;
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await page.route(IMPORTS, async (route) => {
      await asked;
      await route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        json: {
          title: 'Erreur interne',
          status: 500,
          code: 'internal',
          detail: 'L’opération n’a pas pu aboutir.',
          requestId: 'a1b2c3',
        },
      });
    });
    await page.goto(HOME);
    await page.locator('.skeleton span').first().waitFor();
    expect(await visit.flaws('dashboard-loading')).toEqual([]);
    answer();
    await page.getByText('Numéro à indiquer à l’exploitant : a1b2c3').first().waitFor();
    expect(await visit.flaws('dashboard-error')).toEqual([]);
    expect(new Set(visit.takeFaults())).toEqual(new Set([`500 ${API}/imports`]));
    await page.unroute(IMPORTS);
    await page.getByRole('button', { name: 'Réessayer' }).first().click();
    await page.getByRole('table').waitFor();
  });

  it('says how long to wait after too many wrong passwords', async () => {
    const stranger = await browsed.visit();
    await stranger.page.goto('/connexion');
    const wait = stranger.page.getByRole('alert').getByText(/réessayez dans/i);
    for (let attempt = 0; attempt < 20 && (await wait.count()) === 0; attempt += 1) {
      const answered = stranger.page.waitForResponse('**/auth/login');
      await stranger.signIn('nobody.camus', 'not the password');
      await answered;
    }
    await wait.waitFor();
    expect(await stranger.flaws('sign-in-too-often')).toEqual([]);
    expect(stranger.takeFaults().at(-1)).toBe('429 /api/v1/auth/login');
    await stranger.end();
  });

  it('offers the ENT’s own sign-in first where there is one, with the way back to the page asked for', async () => {
    const stranger = await browsed.visit();
    const { page } = stranger;
    // As from an API that knows a provider, which the tests of the API sign in with.
    await page.route('**/api/v1/config', async (route) => {
      const response = await route.fetch();
      const way = JSON.stringify({ way: 'openid', label: 'Se connecter avec l’ENT', path: '/api/openid' });
      await route.fulfill({
        response,
        body: (await response.text()).replace('"signIn":[', `"signIn":[${way},`),
      });
    });
    await page.goto(`${HOME}/seuils`);
    const link = page.getByRole('link', { name: 'Se connecter avec l’ENT' });
    expect(await link.getAttribute('href')).toBe(
      `/api/openid?retour=${encodeURIComponent(`${HOME}/seuils`)}`,
    );
    expect(await page.locator('.primary').allTextContents()).toEqual(['Se connecter avec l’ENT']);
    expect(await stranger.flaws('sign-in-ent')).toEqual([]);
    expect(stranger.takeFaults().filter((fault) => !fault.startsWith('401 '))).toEqual([]);
    await stranger.end();
  });

  it('shows an account whose person has left the directory as suspended, and why', async () => {
    await school.campus.call('PUT', `/campuses/${CODE}/directory`, {
      users: smallDirectory(school.school).users.filter(({ lastName }) => lastName !== 'Le Goff'),
    });
    await visit.page.goto(`${HOME}/comptes`);
    await visit.page.getByText('Suspendu').waitFor();
    await visit.page.getByText('Cette personne n’est plus dans l’annuaire').waitFor();
    expect(await visit.flaws('account-suspended')).toEqual([]);
  });
}
