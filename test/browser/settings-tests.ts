// What a school sets: accounts, thresholds, closures, school year, directory, own preferences.
import { expect, it } from '@jest/globals';
import { once } from '../support/once.js';
import { addStaff, type BrowsedProduct, type Staff, STAFF_PASSWORD } from '../support/browsed-product.js';
import { ProductCampus } from '../support/product-campus.js';
import { smallDirectory, smallSchool, zipOf } from '../support/small-school.js';
import { quietVisit } from '../support/quiet-visit.js';
import type { Visit } from '../support/visit.js';

const CODE = 'curie';
const HOME = `/cites/${CODE}`;

export function settingsTests(browsed: BrowsedProduct): void {
  const school = smallSchool();
  let campus: ProductCampus;
  let staff: Staff;
  let visit: Visit;

  const open = async (path: string, title: string): Promise<void> => {
    await visit.page.goto(`${HOME}/${path}`);
    await visit.page.getByRole('heading', { level: 1, name: title }).waitFor();
  };

  quietVisit(async () => {
    campus = await ProductCampus.declare(browsed.product, {
      code: CODE,
      uai: school.uai,
      directory: smallDirectory(school),
    });
    await campus.importFirst(await zipOf(school), 'rentree.zip');
    staff = await addStaff(campus);
    visit = await browsed.signedIn(staff.manager, HOME);
    return visit;
  });

  const account = once(async () => {
    const { page } = visit;
    await open('comptes', 'Comptes d’accès');
    await page.getByText('Aucun compte d’accès').waitFor();
    const flaws = await visit.flaws('accounts-none');
    await page.getByRole('button', { name: 'Ajouter un compte' }).click();
    await page.getByLabel('Pour qui ?').fill('goff');
    await page.getByRole('radio').first().check();
    flaws.push(...(await visit.flaws('account-new')));
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByRole('heading', { name: 'Adresses à donner à EDT' }).waitFor();
    flaws.push(...(await visit.flaws('account-addresses')));
    const [address = ''] = await page.locator('.addresses code').allTextContents();
    return { flaws, address };
  });

  it('gives a person an account, and the complete address once', async () => {
    const { flaws, address } = await account();
    expect(flaws).toEqual([]);
    expect(address).toMatch(/^http:\/\/emp\.[^:]+:[^@]+@[^/]+\/webdav\/curie\/$/);
    const { page } = visit;
    await page.getByRole('button', { name: 'J’ai copié l’adresse' }).click();
    await page.getByText('1 compte sur 5').waitFor();
    expect(await page.getByText(address).count()).toBe(0);
  });

  it('replaces a password and deletes an account, each after a question', async () => {
    await account();
    const { page } = visit;
    await open('comptes', 'Comptes d’accès');
    await page.getByRole('checkbox', { name: 'Prévenir des problèmes' }).click();
    await page.getByRole('checkbox', { name: 'Prévenir des problèmes', checked: false }).waitFor();
    await page.getByRole('button', { name: 'Nouveau mot de passe' }).click();
    await page.getByRole('button', { name: 'Remplacer le mot de passe' }).click();
    await page.getByRole('heading', { name: 'Adresses à donner à EDT' }).waitFor();
    await page.getByRole('button', { name: 'Supprimer le compte' }).click();
    expect(await visit.flaws('account-delete')).toEqual([]);
    await page.getByRole('button', { name: 'Supprimer 1 compte d’accès' }).click();
    await page.getByText('Aucun compte d’accès').waitFor();
  });

  it('says while a limit is typed what it would have stopped, and keeps what two people do apart', async () => {
    const { page } = visit;
    await open('seuils', 'Seuils');
    const limit = page.getByLabel('Limite').first();
    await limit.fill('dix');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('alert').getByText('doit contenir un nombre').waitFor();
    expect(await visit.flaws('thresholds-wrong')).toEqual([]);
    await limit.fill('30,5');
    const wouldHave = /Avec 30,5\s%, votre dernier import n’aurait pas été arrêté/;
    await page.locator('main').getByText(wouldHave).waitFor();
    await page.getByRole('status').getByText(wouldHave).waitFor();
    await campus.call('PUT', `/campuses/${CODE}/thresholds`, [
      { code: 'services_created', limit: 41, blocking: true },
    ]);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Modifié entre-temps').waitFor();
    expect(visit.takeFaults()).toEqual([`412 /api/v1/campuses/${CODE}/thresholds`]);
    await page.getByRole('button', { name: 'Relire les réglages' }).click();
    await page.getByText('Modifié entre-temps').waitFor({ state: 'detached' });
    await limit.fill('30,5');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText(/Seuil modifié.*30,5/).waitFor();
    expect(await visit.flaws('thresholds')).toEqual([]);
  });

  it('changes closures, with what is wrong on its row', async () => {
    const { page } = visit;
    await open('fermetures', 'Périodes de fermeture');
    await page.getByRole('button', { name: 'Ajouter une période' }).click();
    const added = page.getByRole('row').last();
    await added.getByLabel(/Nom de la période/).fill('Journée pédagogique');
    await added.getByLabel(/Premier jour/).fill('2026-12-24');
    await added.getByLabel(/Dernier jour/).fill('2026-12-24');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await added.getByText('chevauche une autre').waitFor();
    expect(await visit.flaws('closures-wrong')).toEqual([]);
    await added.getByLabel(/Premier jour/).fill('2027-03-12');
    await added.getByLabel(/Dernier jour/).fill('2027-03-12');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('sont à corriger').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('row').last().waitFor();
    const names = await page.getByLabel(/Nom de la période/).all();
    const values = await Promise.all(names.map((name) => name.inputValue()));
    expect(values).toContain('Journée pédagogique');
    expect(await visit.flaws('closures')).toEqual([]);
  });

  it('opens the next year step by step, loses nothing on the way back, and undoes it', async () => {
    const { page } = visit;
    await open('annee', 'Année scolaire');
    expect(await visit.flaws('year')).toEqual([]);
    await page.getByRole('link', { name: 'Ouvrir l’année 2027\u20112028' }).click();
    await page.getByLabel('Dernier jour').fill('2027-10-01');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('alert').getByText('dure de 9 à 13 mois').waitFor();
    expect(visit.takeFaults()).toEqual([`400 /api/v1/campuses/${CODE}/school-year/preview`]);
    await page.getByLabel('Dernier jour').fill('2028-07-31');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: 'Quand n’y a-t-il pas cours ?' }).waitFor();
    await page.getByLabel('Nom de la période 1', { exact: true }).fill('Pont');
    await page.goBack();
    expect(await page.getByLabel('Dernier jour').inputValue()).toBe('2028-07-31');
    await page.goForward();
    expect(await page.getByLabel('Nom de la période 1', { exact: true }).inputValue()).toBe('Pont');
    expect(await visit.flaws('year-closures')).toEqual([]);
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: 'Ce qui change avec l’année 2027\u20112028' }).waitFor();
    expect(await visit.flaws('year-effects')).toEqual([]);
    await page.getByRole('button', { name: 'Ouvrir l’année 2027\u20112028' }).click();
    await page.getByRole('heading', { name: 'Année ouverte d’avance : 2027\u20112028' }).waitFor();
    expect(await visit.flaws('year-opened')).toEqual([]);
    await page.getByRole('button', { name: 'Annuler l’ouverture' }).click();
    await page.getByRole('button', { name: 'Annuler l’ouverture de l’année 2027\u20112028' }).click();
    await page.getByRole('link', { name: 'Ouvrir l’année 2027\u20112028' }).waitFor();
  });

  it('lets a person choose their messages and their password', async () => {
    const { page } = visit;
    await open('reglages', 'Réglages');
    await page.getByLabel('Mon adresse').fill('camille@college.example');
    await page.getByLabel('Un résumé par jour').check();
    await page.getByRole('button', { name: 'Enregistrer mes préférences' }).click();
    await page.getByRole('status').getByText('Préférences enregistrées').waitFor();
    await page.getByLabel('Mot de passe actuel').fill('pas le bon du tout');
    await page.getByLabel('Nouveau mot de passe').fill('ardoise-tilleul-77');
    await page.getByRole('button', { name: 'Changer mon mot de passe' }).click();
    await page.getByRole('alert').getByText('pas votre mot de passe actuel').waitFor();
    expect(visit.takeFaults()).toEqual(['400 /api/v1/auth/password']);
    expect(await visit.flaws('settings')).toEqual([]);
  });

  it('shows what a file would do to the directory, and asks twice where it takes much away', async () => {
    const { page } = visit;
    await open('reglages', 'Réglages');
    await page.getByRole('rowheader', { name: 'Élèves' }).waitFor();
    const csv = 'Nom;Prénom;Date de naissance;Classe\nNOUVELLE;Alix;01/02/2014;6A\n';
    const file = { name: 'eleves.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.getByLabel(/Déposez ici un fichier d’annuaire/).setInputFiles(file);
    await page.getByRole('button', { name: 'Envoyer et voir l’aperçu' }).click();
    await page.getByRole('heading', { name: /^Aperçu de eleves\.csv/ }).waitFor();
    expect(await visit.flaws('directory-preview')).toEqual([]);
    await page.getByRole('button', { name: 'Charger ce fichier' }).click();
    await page.getByRole('dialog').getByText('Attention : il retirerait de l’annuaire').waitFor();
    expect(await visit.flaws('directory-losses')).toEqual([]);
    await page.getByRole('button', { name: 'Charger et retirer 40 élèves' }).click();
    await page.getByRole('status').getByText('Annuaire chargé').waitFor();
    await page.getByRole('row', { name: /^Élèves 1 Un tableau \(CSV\)/ }).waitFor();
    expect(await visit.flaws('directory')).toEqual([]);
  });

  it('shows a viewer the same, without a way to change it', async () => {
    const viewer = await browsed.visit();
    const { page } = viewer;
    await page.goto(`${HOME}/seuils`);
    await viewer.signIn(staff.viewer, STAFF_PASSWORD);
    await page.getByLabel('Limite').first().waitFor();
    expect(await page.getByRole('button', { name: 'Enregistrer' }).count()).toBe(0);
    expect(await viewer.flaws('thresholds-viewer')).toEqual([]);
    await page.goto(`${HOME}/fermetures`);
    await page.getByRole('row').last().waitFor();
    expect(await page.getByRole('button', { name: 'Enregistrer' }).count()).toBe(0);
    expect(viewer.takeFaults()).toEqual([]);
    await viewer.end();
  });
}
