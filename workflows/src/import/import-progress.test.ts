import { describe, expect, it } from '@jest/globals';
import { INITIAL_PROGRESS, renderProgress, skipPending } from './import-progress.js';

describe('renderProgress', () => {
  it('shows the five steps in order, with their French labels and states', () => {
    const lines = renderProgress(INITIAL_PROGRESS, 'En cours').split('\n');
    expect(lines).toEqual([
      '**En cours**',
      '',
      '| Étape | État | Détail |',
      '| --- | --- | --- |',
      '| Transfert du fichier | Réussi |  |',
      '| Validation du fichier | À venir |  |',
      '| Vérification des seuils | À venir |  |',
      '| Création des groupes et rattachements | À venir |  |',
      '| Génération des séances | À venir |  |',
    ]);
  });

  it('writes counts as French people do and leaves zeros out', () => {
    const counts = { courses: 701, sessionsCreated: 16431, groups: 0, unheardOf: 2 };
    const table = renderProgress({ ...INITIAL_PROGRESS, sessions: { state: 'ok', counts } }, 'x');
    expect(table).toContain('| 701 cours, 16\u202f431 séances créées, 2 unheardOf |');
  });

  it('keeps a message inside its cell', () => {
    const message = 'Seuil dépassé :\n52 % | 50 %';
    const table = renderProgress(
      { ...INITIAL_PROGRESS, thresholds: { state: 'blocked', counts: {}, message } },
      'x',
    );
    expect(table).toContain('| Bloqué | Seuil dépassé : 52 % \\| 50 % |');
  });
});

describe('skipPending', () => {
  it('leaves what has ended as it is and marks the rest as not applicable', () => {
    const ended = skipPending({ ...INITIAL_PROGRESS, validation: { state: 'failed', counts: {} } });
    expect(Object.values(ended).map(({ state }) => state)).toEqual([
      'ok',
      'failed',
      'skipped',
      'skipped',
      'skipped',
    ]);
  });
});
