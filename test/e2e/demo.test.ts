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

// One test, since the product of the second run finds what the first has left.
it('the demonstration ends well only with every session there: alone, and again in a product that runs', async () => {
  const printed = await playDemo(directory);
  expect(printed).toContain('Rien ne tourne');
  expect(printed.match(/exactement celles que donne le calendrier/g)).toHaveLength(4);
  for (const line of [
    'ses exports sont chiffrés pour l’ENT (« DEMO-ENT »)',
    'En attente de décision : La moitié des classes n’auraient plus de séance à venir : ',
    'sinon, vérifiez dans EDT que toutes les classes et tous leurs cours sont exportés',
    'classes disparues sur',
    'séances à venir supprimées ou déplacées sur',
    'Courriel à secretariat@example.org : « [EDT] Collège de la démonstration : décision attendue',
    'séances sont telles qu’avant',
    '0 séance créée, 0 annulée',
    '« Intégrer quand même »',
    'Premier import manuel requis pour',
    'restent lisibles',
  ])
    expect(printed).toContain(line);
  expect(printed).toContain('Tout est conforme.');

  const product = await RunningProduct.start({ dataDirectory: directory });
  try {
    expect(await playDemo(directory)).toContain('Le produit tourne déjà');
  } finally {
    await product.stop();
  }
}, 300_000);
