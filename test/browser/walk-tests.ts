// A school's whole way with the mouse, on one page that is never opened by its address, and EDT's own upload by curl.
import { expect, it } from '@jest/globals';
import { mutate } from '@timetable/generator';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addStaff, type BrowsedProduct, STAFF_PASSWORD } from '../support/browsed-product.js';
import { ProductCampus } from '../support/product-campus.js';
import { smallDirectory, smallSchool, zipOf } from '../support/small-school.js';

const run = promisify(execFile);
const CODE = 'ferry';

export function walkTests(browsed: BrowsedProduct): void {
  it('goes from signing in to the next year: first import, account, EDT’s upload, decision, match, threshold, year', async () => {
    const school = smallSchool({ uai: '9990008H', seed: 13 });
    const directory = smallDirectory(school);
    const [homonym] = directory.teachers;
    const campus = await ProductCampus.declare(browsed.product, {
      code: CODE,
      uai: school.uai,
      directory: { ...directory, teachers: [...directory.teachers, { ...homonym, id: 'homonym' }] },
    });
    const { manager } = await addStaff(campus);
    const visit = await browsed.visit();
    const { page } = visit;
    const streams: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'eventsource') streams.push(request.url());
    });
    const go = (name: string): Promise<void> =>
      page.getByRole('navigation').getByRole('link', { name }).click();
    const click = (name: string | RegExp): Promise<void> =>
      page.getByRole('button', { name }).first().click();
    const confirm = (name: string): Promise<void> =>
      page.getByRole('dialog').getByRole('button', { name }).click();

    await page.goto('/');
    await visit.signIn(manager, STAFF_PASSWORD);
    await page.getByRole('link', { name: 'Choisir le fichier à importer' }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByText(/^Déposez ici/).click(),
    ]);
    await chooser.setFiles({ name: 'rentree.zip', mimeType: 'application/zip', buffer: await zipOf(school) });
    await click('Envoyer et voir l’aperçu');
    await click('Intégrer ce plan');
    await confirm('Intégrer ce plan');
    await page.getByText('L’emploi du temps de l’ENT est à jour.').waitFor();

    await go('Comptes d’accès');
    await click('Ajouter un compte');
    await page.getByLabel('Pour qui ?').fill('le goff');
    await page.getByRole('radio').first().click();
    await click('Créer le compte');
    await page.getByRole('heading', { name: 'Adresses à donner à EDT' }).waitFor();
    const [, address = ''] = await page.locator('.addresses code').allTextContents();
    await click('J’ai copié l’adresse');

    await go('Tableau de bord');
    await page.getByRole('table').waitFor();
    const file = join(browsed.product.dataDirectory, 'EDT_2026_1790000000000.zip');
    await writeFile(file, await zipOf(mutate(school, 'change:80%', 5)));
    await run('curl', ['--silent', '--show-error', '--fail', '--upload-file', file, address]);
    await page.getByRole('link', { name: 'Voir et décider' }).click();
    await page.getByText('Dépassé (bloquant)').first().waitFor();
    await click('Par semaine');
    await page
      .getByText(/^Semaine du /)
      .first()
      .waitFor();
    await click('Intégrer ce plan');
    await confirm('Intégrer ce plan');
    await page.getByText('L’emploi du temps de l’ENT est à jour.').waitFor();

    await go('Rapprochements');
    await page.getByRole('link', { name: /^Enseignants/ }).click();
    await page.getByRole('link', { name: /^À choisir/ }).click();
    await page.locator('[data-match-line]').first().click();
    await click(/^Choisir /);
    await page.getByText('Rien ne correspond à ces filtres.').waitFor();

    await go('Seuils');
    const limit = page.getByLabel('Limite').first();
    await limit.fill('0,5');
    await page
      .getByText(/^Avec 0,5.%, /)
      .first()
      .waitFor();
    await click('Enregistrer');
    await page.getByText(/Seuil modifié.*0,5/).waitFor();

    await go('Année scolaire');
    await page.getByRole('link', { name: 'Ouvrir l’année 2027\u20112028' }).click();
    await click('Continuer');
    await page.getByRole('heading', { name: 'Quand n’y a-t-il pas cours ?' }).waitFor();
    await click('Continuer');
    await click('Ouvrir l’année 2027\u20112028');
    await click('Annuler l’ouverture');
    await confirm('Annuler l’ouverture de l’année 2027\u20112028');
    await page.getByRole('link', { name: 'Ouvrir l’année 2027\u20112028' }).waitFor();

    // One stream for the whole way: the page was opened once.
    expect(new Set(streams).size).toBe(1);
    expect(streams).toHaveLength(1);
    expect(visit.takeFaults()).toEqual([]);
    await visit.end();
  });
}
