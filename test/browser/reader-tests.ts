// Who may only read, who has no mouse, who cannot see the screen, and who reads on paper.
import { beforeAll, expect, it } from '@jest/globals';
import { addStaff, type BrowsedProduct, type Staff, STAFF_PASSWORD } from '../support/browsed-product.js';
import { Keyboard } from '../support/keyboard.js';
import { once } from '../support/once.js';
import { ProductCampus } from '../support/product-campus.js';
import { ReadySchool } from '../support/ready-school.js';
import { smallDirectory, smallSchool, zipOf } from '../support/small-school.js';

const CODE = 'sand';
const HOME = `/cites/${CODE}`;
/** What whoever may only read may press: it changes nothing but what they see, or their own account. */
const READING =
  /^(Se déconnecter|Fermer|Menu|Imprimer|Par (classe|enseignant|matière|semaine)|Afficher la suite|Réessayer|\d+ séances|Enregistrer mes préférences|Changer mon mot de passe|Revenir à .*|.* \d+.h.*)$/;

export function readerTests(browsed: BrowsedProduct): void {
  let school: ReadySchool;
  let staff: Staff;

  beforeAll(async () => {
    school = await ReadySchool.declare(browsed.product, CODE);
    staff = await addStaff(school.campus);
  });

  const held = once(() => school.deposit('EDT_held.zip', 'change:80%'));

  it('shows a viewer nothing that would be refused, on any page, and says so of a page that is not theirs', async () => {
    const { id } = await held();
    const viewer = await browsed.signedIn(staff.viewer, HOME);
    const { page } = viewer;
    const addresses = (place: string): Promise<string[]> =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll('${place} a[href^="/cites/"]')].map((link) => link.getAttribute('href'))`,
      );
    const allowed = await addresses('header.side');
    expect(allowed.length).toBeGreaterThan(4);
    for (const path of [...allowed, `${HOME}/imports/${id}`]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      const buttons = await page.locator('main button:visible').allTextContents();
      expect([path, buttons.filter((name) => !READING.test(name.trim()))]).toEqual([path, []]);
      const links = (await addresses('main')).map((link) => new URL(link, 'http://any').pathname);
      const isTheirs = (link: string): boolean =>
        allowed.includes(link) ||
        [`${HOME}/imports/`, `${HOME}/aide`].some((start) => link.startsWith(start));
      const refused = links.filter((link) => !isTheirs(link));
      expect([path, refused]).toEqual([path, []]);
      expect(await viewer.flaws(`viewer-${path.split('/').at(-1)?.replace(id, 'held') ?? ''}`)).toEqual([]);
    }
    expect(viewer.takeFaults()).toEqual([]);
    await page.goto(`${HOME}/imports/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Import en attente de décision' }).waitFor();
    await page.goto(`${HOME}/comptes`);
    await page.getByText('Accès refusé').first().waitFor();
    await page.getByText('demandez à un gestionnaire de vie scolaire').waitFor();
    expect(await viewer.flaws('viewer-refused')).toEqual([]);
    expect(new Set(viewer.takeFaults())).toEqual(new Set([`403 /api/v1/campuses/${CODE}/deposit-accounts`]));
    await viewer.end();
  });

  it('prints what an import does and a week of lessons, whole, and without what only a screen can do', async () => {
    const { id } = await held();
    const manager = await browsed.signedIn(staff.manager, `${HOME}/imports/${id}`);
    await manager.page.getByRole('heading', { name: 'Le fichier' }).waitFor();
    expect(await manager.printFlaws('held')).toEqual([]);
    await manager.page.emulateMedia({ media: 'print' });
    expect(await manager.page.getByText('Empreinte du fichier').isVisible()).toBe(true);
    await manager.page.emulateMedia({ media: null });
    await manager.page.goto(`${HOME}/emploi-du-temps?par=classe&semaine=2026-11-26`);
    await manager.page.getByRole('list', { name: 'lundi 23 novembre' }).waitFor();
    expect(await manager.printFlaws('timetable')).toEqual([]);
    expect(manager.takeFaults()).toEqual([]);
    await manager.end();
  });

  const keyboardImport = once(async () => {
    const college = smallSchool({ uai: '9990005E', seed: 9 });
    const campus = await ProductCampus.declare(browsed.product, {
      code: 'verne',
      uai: college.uai,
      directory: smallDirectory(college),
    });
    const { manager } = await addStaff(campus);
    const visit = await browsed.visit();
    const { page } = visit;
    const keys = new Keyboard(page);
    await page.goto('/cites/verne');
    await page.getByLabel('Identifiant').waitFor();
    await keys.to('Identifiant');
    await page.keyboard.type(manager);
    await keys.to('Mot de passe');
    await page.keyboard.type(STAFF_PASSWORD);
    await keys.press('Enter');
    await page.getByRole('link', { name: 'Choisir le fichier à importer' }).waitFor();
    const titles = [await keys.here()];
    await keys.to('Choisir le fichier à importer');
    await keys.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Importer à la main' }).waitFor();
    titles.push(await keys.here());
    await keys.to(/^Déposez ici/);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keys.press('Space')]);
    await chooser.setFiles({
      name: 'rentree.zip',
      mimeType: 'application/zip',
      buffer: await zipOf(college),
    });
    await keys.to('Envoyer et voir l’aperçu');
    await keys.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Aperçu : rien n’est encore modifié' }).waitFor();
    titles.push(await keys.here());
    await keys.to('Intégrer ce plan');
    await keys.press('Enter');
    await page.getByRole('dialog').waitFor();
    const inside: string[] = [];
    for (let stop = 0; stop < 6; stop += 1) inside.push((await keys.next()) ?? '');
    await keys.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const back = await keys.here();
    await keys.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keys.to('Intégrer ce plan');
    await keys.press('Enter');
    await page.getByText('L’emploi du temps de l’ENT est à jour.').waitFor();
    return { visit, keys, titles: titles.map((stop) => stop?.name), inside, back: back?.name };
  });

  it('leads through the first import by the keyboard alone, which always shows where it is', async () => {
    const { visit, keys, titles, inside, back } = await keyboardImport();
    expect(titles.slice(1)).toEqual(['Importer à la main', 'Aperçu : rien n’est encore modifié']);
    expect([...new Set(inside)].filter((name) => name !== '').sort()).toEqual([
      'Intégrer ce plan',
      'Motif (facultatif)',
      'Revenir',
    ]);
    expect(back).toBe('Intégrer ce plan');
    expect(keys.flaws).toEqual([]);
    expect(await visit.page.locator('[tabindex]:not([tabindex="-1"], [tabindex="0"])').count()).toBe(0);
    expect(visit.takeFaults()).toEqual([]);
  });

  it('has a menu on a telephone that keeps the keyboard inside, and gives it back', async () => {
    const { visit, keys } = await keyboardImport();
    const { page } = visit;
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto('/cites/verne');
    await page.getByRole('table').waitFor();
    await keys.to('Menu');
    await keys.press('Enter');
    await page.getByRole('dialog', { name: 'Menu' }).waitFor();
    expect(await visit.flaws('menu')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    await keys.press('Escape');
    expect((await keys.here())?.name).toBe('Menu');
    await keys.press('Enter');
    await keys.to('Emploi du temps');
    await keys.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Emploi du temps' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect((await keys.here())?.name).toBe('Emploi du temps');
    expect(keys.flaws).toEqual([]);
    expect(visit.takeFaults()).toEqual([]);
  });
}
