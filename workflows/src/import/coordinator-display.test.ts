import { describe, expect, it } from '@jest/globals';
import { queueDetails } from './coordinator-display.js';

describe('what an operator reads of a queue', () => {
  it.each([
    [0, 'Au dernier passage, aucun fichier n’attendait son tour.'],
    [1, 'Au dernier passage, un fichier attendait son tour.'],
    [4_975, 'Au dernier passage, 4\u202f975 fichiers attendaient leur tour.'],
  ])('%d files wait', (waiting, sentence) => {
    expect(queueDetails(waiting)).toBe(sentence);
  });
});
