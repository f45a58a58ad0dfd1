// `npm run demo`, which checks every session by itself, within a product of its own and within one that runs.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { playDemo } from '../support/play-demo.js';
import { RunningProduct } from '../support/product.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'timetable-demo-test-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** What a person reads, on whatever day it is played. */
const TOLD = [
  'Annuaire, en tableaux CSV : enseignants.csv, eleves.csv, classes.csv, personnels.csv',
  'mais UnDeuxTEMPS (UDT)',
  'ses exports sont chiffrés pour l’ENT (« DEMO-ENT »)',
  'La moitié des classes n’auraient plus de séance à venir : ',
  'En attente de décision : rien n’a été écrit.',
  'sinon, vérifiez dans EDT que toutes les classes et tous leurs cours sont exportés',
  'classes disparues sur',
  'séances à venir supprimées ou déplacées sur',
  'Courriel à secretariat@example.org : « [EDT] Collège de la démonstration : décision attendue',
  'séances sont telles qu’avant',
  '0 séance créée, 0 annulée',
  '« Intégrer quand même »',
  'Premier import manuel requis pour',
  'restent lisibles',
  'Tout est conforme.',
];

it('the demonstration ends well only with every session there, in a product of its own', async () => {
  expectWholeStory(await playDemo(directory), 'Rien ne tourne');
}, 300_000);

it('and so it does in August, between two years, in a product that runs', async () => {
  const clock = { CLOCK: '2027-08-15T10:00:00+02:00' };
  const product = await RunningProduct.start({ dataDirectory: directory, env: clock });
  try {
    expectWholeStory(await playDemo(directory, clock), 'Le produit tourne déjà');
  } finally {
    await product.stop();
  }
}, 300_000);

function expectWholeStory(printed: string, where: string): void {
  expect(printed).toContain(where);
  for (const line of TOLD) expect(printed).toContain(line);
  expect(printed.match(/exactement celles que donne le calendrier/g)).toHaveLength(6);
}
