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
    [
      'the setting of a port that is kept for others',
      Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' }),
      'Réglages incorrects :\nAPI_PORT: ce port demande des droits que ce processus n’a pas.\n',
    ],
    [
      'the setting of an address of another machine',
      Object.assign(new Error('listen EADDRNOTAVAIL'), { code: 'EADDRNOTAVAIL', syscall: 'listen' }),
      'Réglages incorrects :\nHOST: cette machine n’a pas cette adresse.\n',
    ],
    [
      'no port for a file that may not be read',
      Object.assign(new Error('open EACCES'), { code: 'EACCES', syscall: 'open' }),
      'Démarrage impossible : Error: open EACCES\n',
    ],
    [
      'what says itself that it is about a setting',
      Object.assign(new Error('STORAGE_URL ne nomme aucun dossier.'), { setting: 'STORAGE_URL' }),
      'Réglages incorrects :\nSTORAGE_URL ne nomme aucun dossier.\n',
    ],
    ['anything else as it is', new Error('no disk'), 'Démarrage impossible : Error: no disk\n'],
  ])('names %s', (_, error, said) => {
    expect(startRefusal(error, 'API_PORT')).toBe(said);
  });
});
