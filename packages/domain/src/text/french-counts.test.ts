import { describe, expect, it } from '@jest/globals';
import { countsInFrench } from './french-counts.js';

describe('countsInFrench', () => {
  it('agrees with what is counted, in gender and number', () => {
    const counts = {
      courses: 701,
      groupsCreated: 1,
      sessionsCreated: 16_431,
      sessionsRevived: 1,
      sessionsFrozen: 2,
      sessionsEditedByHand: 3,
      closuresDeleted: 2,
      membershipsEnded: 4,
    };
    expect(countsInFrench(counts)).toBe(
      '701 cours, 1 groupe créé, 16\u202f431 séances créées, 1 séance rétablie, 2 séances déjà passées, ' +
        '3 séances modifiées à la main, 2 périodes de fermeture supprimées, 4 rattachements terminés',
    );
  });

  it('says the size of a file as people read it, and what it holds in an order that does not depend on who stored it', () => {
    expect(countsInFrench({ bytes: 41_465 })).toBe('41\u202fko');
    const stored = { rooms: 24, pupils: 450, classes: 16, courses: 700, warnings: 7, teachers: 30 };
    expect(countsInFrench(stored)).toBe(
      '700 cours, 16 classes, 450 élèves, 30 enseignants, 24 salles, 7 avertissements',
    );
  });

  it('leaves zeros out, and names nobody knows as they are', () => {
    expect(countsInFrench({ sessions: 0, unheardOf: 2, groupsUnheardOf: 1 })).toBe(
      '2 unheardOf, 1 groupsUnheardOf',
    );
  });
});
