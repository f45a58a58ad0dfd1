// A cité scolaire of two establishments: which one is meant is said and asked everywhere.
import { expect, it } from '@jest/globals';
import type { DepositCredentials } from '@timetable/contracts';
import { addStaff, type BrowsedProduct } from '../support/browsed-product.js';
import { ProductCampus } from '../support/product-campus.js';
import { SECRETARY, smallDirectory, smallSchool, zipOf } from '../support/small-school.js';
import { quietVisit } from '../support/quiet-visit.js';
import type { Visit } from '../support/visit.js';

const CODE = 'pagnol';
const HOME = `/cites/${CODE}`;
const COLLEGE = 'Collège pagnol';
const LYCEE = 'Collège pagnol, lycee';

export function citeTests(browsed: BrowsedProduct): void {
  const [college, lycee] = [smallSchool({ uai: '9990006F' }), smallSchool({ uai: '9990007G', seed: 11 })];
  let account: DepositCredentials;
  let campus: ProductCampus;
  let visit: Visit;

  quietVisit(async () => {
    const [one, other] = [smallDirectory(college), smallDirectory(lycee, 'lycee')];
    campus = await ProductCampus.declare(browsed.product, {
      code: CODE,
      uai: college.uai,
      others: [{ code: 'lycee', uai: lycee.uai }],
      directory: {
        teachers: [...one.teachers, ...other.teachers],
        pupils: [...one.pupils, ...other.pupils],
        classes: [...one.classes, ...other.classes],
        users: one.users,
      },
    });
    await campus.importFirst(await zipOf(college), 'college.zip');
    account = await campus.createAccount(SECRETARY);
    const { manager } = await addStaff(campus);
    visit = await browsed.signedIn(manager, HOME);
    return visit;
  });

  it('says on the dashboard how fresh each is and whose each file was, and which year is not begun', async () => {
    const { page } = visit;
    await campus.deposit({ fileName: 'EDT_college.zip', bytes: await zipOf(college), account });
    await page.goto(HOME);
    await page
      .getByRole('row')
      .filter({ hasText: 'EDT_college.zip' })
      .getByText(COLLEGE, { exact: true })
      .waitFor();
    await page.getByText('Dernier envoi d’EDT').nth(1).waitFor();
    await page.getByLabel('Établissement').selectOption({ label: LYCEE });
    await page.getByText('Aucun import ne correspond à ces filtres.').waitFor();
    expect(await visit.flaws('cite-dashboard')).toEqual([]);
    await page.goto(`${HOME}/annee`);
    await page.getByRole('heading', { name: 'Par établissement' }).waitFor();
    expect(await visit.flaws('cite-year')).toEqual([]);
  });

  it('asks for which one a file is, and shows the closures and the week of each', async () => {
    const { page } = visit;
    await page.goto(`${HOME}/importer`);
    await page.getByLabel('Pour quel établissement ?').selectOption({ label: LYCEE });
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'lycee.zip', mimeType: 'application/zip', buffer: await zipOf(lycee) });
    expect(await visit.flaws('cite-upload')).toEqual([]);
    await page.getByRole('button', { name: 'Envoyer et voir l’aperçu' }).click();
    await page.getByRole('heading', { level: 1, name: 'Aperçu : rien n’est encore modifié' }).waitFor();
    expect(await page.locator('main header').textContent()).toContain(LYCEE);
    await page.goto(`${HOME}/fermetures`);
    await page.getByLabel('Établissement').selectOption({ label: LYCEE });
    await page.waitForURL(/etablissement=lycee/);
    await page.getByText('Aucune période de fermeture').waitFor();
    expect(await visit.flaws('cite-closures')).toEqual([]);
    await page.goto(`${HOME}/emploi-du-temps?par=classe&semaine=2026-11-26`);
    await page.getByLabel('Établissement').selectOption({ label: LYCEE });
    await page.getByText('Aucun emploi du temps n’a encore été importé cette année.').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('semaine du');
    expect(await visit.flaws('timetable-none')).toEqual([]);
    await page.getByLabel('Établissement').selectOption({ label: COLLEGE });
    await page
      .locator('.week')
      .getByText(/^\d+ séances\.$/)
      .waitFor();
  });

  it('gives an account one address for all and one for each', async () => {
    const { page } = visit;
    await page.goto(`${HOME}/comptes`);
    await page.getByRole('button', { name: /^Nouveau mot de passe/ }).click();
    await page.getByRole('button', { name: 'Remplacer le mot de passe' }).click();
    await page.getByRole('heading', { name: 'Adresses à donner à EDT' }).waitFor();
    expect(await page.locator('.addresses strong').allTextContents()).toEqual([
      'Tous les établissements',
      COLLEGE,
      LYCEE,
    ]);
    expect(await visit.flaws('cite-addresses')).toEqual([]);
  });
}
