import { describe, expect, it } from '@jest/globals';
import { acceptanceMessage } from './upload.service.js';

describe('the answer to a manual import', () => {
  it('says that the import starts when nothing runs', () => {
    expect(acceptanceMessage(0, 0)).toBe('Votre fichier est reçu. L’import va commencer.');
  });

  it('says how many establishments are being imported, and the place in the queue', () => {
    expect(acceptanceMessage(2, 3)).toBe(
      'Votre fichier est reçu. 3 établissements sont déjà en cours d’importation. L’import commencera après les 2 qui le précèdent.',
    );
    expect(acceptanceMessage(1, 1)).toBe(
      'Votre fichier est reçu. 1 établissement est déjà en cours d’importation. L’import commencera après celui qui le précède.',
    );
  });
});
