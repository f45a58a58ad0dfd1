import { describe, expect, it } from '@jest/globals';
import { unsaidByTheConsole } from './console-words.js';

const SCREEN = { path: 'screen.tsx', text: '<Button>\n  Voir et\n  décider\n</Button> title="Seuils"' };
const quoting = (text: string): string[] =>
  unsaidByTheConsole([{ path: 'the page', text }], [SCREEN]).map(({ message }) => message);

describe('words of the console that a page quotes', () => {
  it('are those that it says, wherever lines are folded', () => {
    expect(quoting('**In the console**, « Voir et décider », then\n« Seuils ».\n\nMore.')).toEqual([]);
  });

  it('are told when it says something else', () => {
    expect(quoting('**In the console**: « Voir et\ndécider », « Décider ».')).toEqual([
      'the page quotes « Décider », which the console does not say',
    ]);
  });

  it('are looked for in what is told of the console alone', () => {
    expect(
      quoting('A mail says « décision attendue ».\n\n**In the console**: « Seuils ».\n\n« Autre ».'),
    ).toEqual([]);
  });
});
