import { describe, expect, it } from '@jest/globals';
import { InvalidSettings } from './settings.js';
import { startRefusal } from './start-refusal.js';

describe('a process that cannot start', () => {
  it.each([
    [
      'a wrong setting',
      new InvalidSettings('LOG_LEVEL: inconnu.'),
      'Réglages incorrects :\nLOG_LEVEL: inconnu.\n',
    ],
    [
      'the setting of a port that is taken',
      Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' }),
      'Réglages incorrects :\nAPI_PORT: ce port est déjà pris.\n',
    ],
    ['anything else as it is', new Error('no disk'), 'Démarrage impossible : Error: no disk\n'],
  ])('names %s', (_, error, said) => {
    expect(startRefusal(error, 'API_PORT')).toBe(said);
  });
});
