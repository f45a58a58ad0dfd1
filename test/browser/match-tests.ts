// Names of the files that people decide on: several at once, undone, and applied to an import that waits.
import { expect, it } from '@jest/globals';
import type { ImportDetail } from '@timetable/contracts';
import type { School } from '@timetable/generator';
import { addStaff, type BrowsedProduct } from '../support/browsed-product.js';
import { ReadySchool } from '../support/ready-school.js';
import { smallDirectory } from '../support/small-school.js';
import { until } from '../support/until.js';
import { quietVisit } from '../support/quiet-visit.js';
import type { Visit } from '../support/visit.js';

const CODE = 'verlaine';
const HOME = `/cites/${CODE}`;
/** Of the pupils of a class, those whom the ENT has in another one: it resembles the file's, and nobody can be sure. */
const ELSEWHERE = 1 / 4;

/** The ENT knows the first class by another name, and not all of its pupils. */
function directoryOf(school: School): object {
  const directory = smallDirectory(school);
  const [renamed, other] = directory.classes;
  const members = directory.pupils.filter(({ classId }) => classId === renamed?.id);
  const gone = new Set(members.slice(0, Math.ceil(members.length * ELSEWHERE)).map(({ id }) => id));
  return {
    ...directory,
    classes: directory.classes.map((each) => (each === renamed ? { ...each, name: 'SIXIÈME BLEUE' } : each)),
    pupils: directory.pupils.map((pupil) =>
      gone.has(pupil.id) ? { ...pupil, classId: other?.id ?? '' } : pupil,
    ),
  };
}

export function matchTests(browsed: BrowsedProduct): void {
  let school: ReadySchool;
  let visit: Visit;

  quietVisit(async () => {
    school = await ReadySchool.declare(browsed.product, CODE, directoryOf);
    const { manager } = await addStaff(school.campus);
    visit = await browsed.signedIn(manager, HOME);
    return visit;
  });

  const anotherPlan = ({ id, planHash }: ImportDetail): Promise<ImportDetail> =>
    until(
      async () => {
        const now = await school.campus.settled(id);
        return now.planHash === null || now.planHash === planHash ? undefined : now;
      },
      { what: 'another plan' },
    );

  it('applies sure matches together to an import that waits, says what differs from what was read, and takes them back', async () => {
    const held = await school.deposit('EDT_held.zip', 'change:80%');
    expect(held.status).toBe('held');
    const { page } = visit;
    await page.goto(`${HOME}/imports/${held.id}`);
    await page.getByRole('button', { name: 'Intégrer ce plan' }).click();
    await page.getByRole('dialog').waitFor();

    // The same person, in another window.
    const elsewhere = await visit.inNewWindow();
    const { page: matches } = elsewhere;
    await matches.goto(`${HOME}/rapprochements`);
    await matches.getByText('1 import attend votre décision').waitFor();
    await matches.getByRole('button', { name: '1 rapprochement sûr…' }).click();
    expect(await elsewhere.flaws('matches-sure')).toEqual([]);
    await matches.getByRole('button', { name: 'Confirmer 1 rapprochement' }).click();
    await matches.getByRole('dialog').waitFor({ state: 'detached' });
    await matches.getByText(/1 import en attente est recalculé/).waitFor();
    await matches.getByRole('button', { name: /rapprochement sûr/ }).waitFor({ state: 'detached' });

    const replanned = await anotherPlan(held);
    await page.getByRole('dialog').getByRole('button', { name: 'Intégrer ce plan' }).click();
    await page
      .getByRole('dialog')
      .getByText(/\(avant\s: |Les quantités sont les mêmes/)
      .first()
      .waitFor();
    expect(visit.takeFaults()).toEqual([`409 /api/v1/imports/${held.id}/approve`]);
    expect(await visit.flaws('plan-changed')).toEqual([]);
    await page.getByRole('button', { name: 'Revoir la page à jour' }).click();

    await matches.goto(`${HOME}/rapprochements?etat=decides`);
    await matches.locator('[data-match-line]').first().click();
    expect(await elsewhere.flaws('match-decided')).toEqual([]);
    await matches.getByRole('button', { name: 'Revenir à l’automatique' }).click();
    await matches.getByText('Rien ne correspond à ces filtres.').waitFor();
    await matches.close();

    await anotherPlan(replanned);
    await page.reload();
    await page.getByRole('button', { name: 'Intégrer ce plan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Intégrer ce plan' }).click();
    await page.getByText('L’emploi du temps de l’ENT est à jour.').waitFor();
  });
}
