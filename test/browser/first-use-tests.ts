// Who has never seen the product, in front of a fresh `npm start`: with the mouse alone, to an integrated first import.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { BrowsedProduct } from '../support/browsed-product.js';
import { once } from '../support/once.js';
import { until } from '../support/until.js';
import type { Visit } from '../support/visit.js';

/** What a person who reads everything is given for it. */
const MOST_MINUTES = 5;
/** After signing in, up to the address that EDT asks for. */
const MOST_CLICKS = 12;
const SLOW_LIST_MS = 1_500;

export function firstUseTests(browsed: BrowsedProduct): void {
  let visit: Visit;
  let clicks = 0;

  beforeAll(async () => {
    visit = await browsed.visit();
  });
  afterAll(async () => {
    await visit.end();
  });

  /** The mouse alone, once the thing stands still and nothing lies over it. */
  const click = async (target: Locator): Promise<void> => {
    await target.click();
    clicks += 1;
  };
  const button = (name: string): Locator => visit.page.getByRole('button', { name, exact: true });
  const link = (name: string): Locator => visit.page.getByRole('link', { name });
  const title = (name: string | RegExp): Promise<void> =>
    visit.page.getByRole('heading', { level: 1, name }).waitFor();

  /** What EDT makes of the address that is pasted into it. */
  const accountOf = (address: string): { readonly url: string; readonly authorization: string } => {
    const url = new URL(address);
    const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
    url.username = '';
    url.password = '';
    return { url: url.href, authorization };
  };

  const firstUse = once(async () => {
    const { page } = visit;
    const { adminLogin, adminPassword } = browsed.product.description;
    const flaws: string[] = [];
    const begun = Date.now();
    await page.goto('/');
    await visit.signIn(adminLogin, adminPassword);
    await title('Parc');
    await click(link('Collège de démonstration'));
    await page.getByRole('heading', { name: /premier import/ }).waitFor();
    const steps = await page.getByRole('main').getByRole('heading', { level: 3 }).allTextContents();
    flaws.push(...(await visit.flaws('first-steps')));
    await click(link('Essayer avec le fichier d’exemple'));
    await title('Importer à la main');
    await page
      .getByText(/EDT_demo\.zip \(/)
      .first()
      .waitFor();
    flaws.push(...(await visit.flaws('first-steps-file')));
    await click(button('Envoyer et voir l’aperçu'));
    await title('Aperçu : rien n’est encore modifié');
    flaws.push(...(await visit.flaws('first-steps-preview')));
    await click(button('Intégrer ce plan'));
    await click(page.getByRole('dialog').getByRole('button', { name: 'Intégrer ce plan' }));
    await page.getByText('L’emploi du temps de l’ENT est à jour.').waitFor();
    const integrated = await page.getByRole('region', { name: 'Premières étapes' }).textContent();
    flaws.push(...(await visit.flaws('first-steps-integrated')));
    await click(link('Relier EDT'));
    await title('Comptes d’accès');
    await click(button('Ajouter un compte'));
    await click(page.getByRole('dialog').getByRole('radio').first());
    flaws.push(...(await visit.flaws('first-steps-account')));
    // Whoever is quick has copied the address before the list of accounts is there again.
    await page.route('**/deposit-accounts', async (route) => {
      if (route.request().method() === 'GET') await sleep(SLOW_LIST_MS);
      await route.continue();
    });
    await click(button('Créer le compte'));
    const address = (await page.locator('.addresses code').first().textContent()) ?? '';
    await click(button('J’ai copié l’adresse'));
    await page.getByText('C’est fini : voici l’emploi du temps').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    flaws.push(...(await visit.flaws('first-steps-connected')));
    await click(link('Voir l’emploi du temps'));
    await title('Emploi du temps');
    await page.locator('.week-grid').getByRole('button').first().waitFor();
    flaws.push(...(await visit.flaws('first-steps-timetable')));
    return {
      ...{ flaws, steps, integrated, address, account: accountOf(address), clicks },
      minutes: (Date.now() - begun) / 60_000,
    };
  });

  it('says every step, from the directory to what EDT is given', async () => {
    const { steps } = await firstUse();
    expect(steps).toEqual([
      'L’annuaire Prêt',
      'L’année scolaire Prêt',
      'Les fermetures Si besoin',
      'Le premier fichier À faire maintenant',
      'L’aperçu Ensuite',
      'Votre accord Ensuite',
      'Le compte d’accès pour EDT Ensuite',
    ]);
  });

  it('ends at the timetable and at the address for EDT, in a few clicks and well within five minutes', async () => {
    const { flaws, integrated, address, minutes, clicks: made } = await firstUse();
    process.stdout.write(`first use: ${made} clicks\n`);
    expect(flaws).toEqual([]);
    expect(visit.takeFaults()).toEqual([]);
    expect(integrated).toContain('Voici l’emploi du temps.');
    expect(address).toMatch(/^http:\/\/emp\.[^:]+:[^@]+@localhost:\d+\/webdav\/demo\//);
    expect(made).toBeLessThanOrEqual(MOST_CLICKS);
    expect(minutes).toBeLessThan(MOST_MINUTES);
  });

  /** The depositor's mail, and what its link opens after EDT has sent a file that is no export. */
  const depositor = once(async () => {
    const { account } = await firstUse();
    const url = await linkOfMail();
    await fetch(`${account.url}notes.xml`, {
      method: 'PUT',
      headers: { authorization: account.authorization, connection: 'close' },
      body: '<notes/>',
    });
    const person = await browsed.visit();
    const { page } = person;
    await page.goto(url);
    await page.getByText('notes.xml').waitFor();
    const flaws = await person.flaws('own-deposits');
    const address = new URL(page.url());
    await page.getByRole('button', { name: 'Nouveau mot de passe' }).click();
    flaws.push(...(await person.flaws('own-password-asked')));
    await page.getByRole('button', { name: 'Créer un nouveau mot de passe' }).click();
    await page.getByRole('heading', { name: 'Adresses à donner à EDT' }).waitFor();
    flaws.push(...(await person.flaws('own-password')));
    const faults = person.takeFaults();
    // A link pasted in the same window: the browser loads nothing, and only changes what follows #.
    await page.goto(url);
    await page.getByText('Lien périmé').waitFor();
    flaws.push(...(await person.flaws('own-link-expired')));
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Connexion' }).waitFor();
    person.takeFaults();
    await person.end();
    return { flaws, faults, address };
  });

  /** As it is in the mail that came with the account. */
  const linkOfMail = (): Promise<string> =>
    until(
      async () => {
        const mails = await (await fetch(browsed.product.description.mailsUrl ?? '')).text();
        return /http:\/\/localhost:\d+\/mes-depots#[\w.-]+/.exec(mails)?.[0];
      },
      { timeoutMs: 60_000, what: 'the mail to the depositor' },
    );

  it('lets the depositor in by the link of their mail alone, to their deposits and a new password', async () => {
    const { flaws, faults, address } = await depositor();
    expect(flaws).toEqual([]);
    expect(faults).toEqual([]);
    // What opened the page stays in no history.
    expect([address.pathname, address.hash]).toEqual(['/mes-depots', '']);
  });

  it('opens the link of a mail to staff once they have signed in', async () => {
    await firstUse();
    const [row] = await browsed.product.api.imports('demo');
    const person = await browsed.visit();
    await person.page.goto(`/imports/${row?.id ?? ''}`);
    await person.page.getByLabel('Identifiant').waitFor();
    const { adminLogin, adminPassword } = browsed.product.description;
    await person.signIn(adminLogin, adminPassword);
    await person.page.waitForURL(`**/cites/demo/imports/${row?.id ?? ''}`);
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    expect(person.takeFaults()).toEqual([]);
    await person.end();
  });

  it('has help about each screen, one click away', async () => {
    await firstUse();
    const flaws: string[] = [];
    for (const [path, heading, state] of [
      ['', 'Tableau de bord', 'help'],
      ['/comptes', 'Comptes d’accès', 'help-accounts'],
      ['/rapprochements', 'Rapprochements', 'help-matches'],
    ] as const) {
      await visit.page.goto(`/cites/demo${path}`);
      await title(heading);
      await click(link('Aide sur cet écran'));
      await title(`Aide : ${heading}`);
      flaws.push(...(await visit.flaws(state)));
    }
    await click(link('Toute l’aide'));
    await title('Aide');
    flaws.push(...(await visit.flaws('help-index')));
    const pages = await visit.page.evaluate<string[]>(
      `[...document.querySelectorAll('main a')].map((link) => link.getAttribute('href'))`,
    );
    expect(pages.length).toBeGreaterThan(10);
    for (const path of pages) {
      await visit.page.goto(path);
      await title(/^Aide\s: /);
      flaws.push(...(await visit.accessFlaws()).map((flaw) => `${path}: ${flaw}`));
    }
    expect(flaws).toEqual([]);
    expect(visit.takeFaults()).toEqual([]);
  });
}
