import { describe, expect, it } from '@jest/globals';
import type { DigestNotificationData } from '@timetable/domain';
import { renderDigestMail } from './digest-mail.js';

const item = (
  kind: 'held' | 'rejected',
  importId: string,
  school: string,
): DigestNotificationData['items'][number] => ({
  kind,
  data: {
    importId,
    school,
    fileName: `EDT_${importId}.zip`,
    receivedAt: '2026-09-07T06:05:00.000Z',
    timeZone: 'Europe/Paris',
    sentences: [`Ce qui est arrivé à ${importId}.`],
    nextActor: 'manager',
  },
});
const linkOf = (importId: string) => `https://ent.example/imports/${importId}`;

/** What is said, whatever its spaces that never break. */
const withPlainSpaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the daily summary', () => {
  it('says of each point the school, the file, what happened, who must act, and where to look', () => {
    const items = [item('held', 'a', 'Collège Macé'), item('rejected', 'b', 'Lycée Macé')];
    const { subject, textBody, htmlBody } = renderDigestMail({ items }, linkOf);
    expect(subject).toBe('[EDT] 2 établissements : résumé du jour, 2 points à voir');
    for (const body of [textBody, htmlBody].map(withPlainSpaces))
      for (const words of [
        ...['Collège Macé : décision attendue', 'EDT_a.zip', 'lundi 7 septembre 2026 à 8 h 05'],
        ...['Ce qui est arrivé à a.', 'Qui doit agir : le gestionnaire de vie scolaire.', linkOf('a')],
        ...['Lycée Macé : fichier refusé', 'EDT_b.zip', 'Ce qui est arrivé à b.', linkOf('b')],
      ])
        expect(body).toContain(words);
  });

  it('names the school when there is one', () => {
    const { subject } = renderDigestMail({ items: [item('held', 'a', 'Collège Macé')] }, linkOf);
    expect(subject).toBe('[EDT] Collège Macé : résumé du jour, un point à voir');
  });

  it('tells twenty points, those that wait for a decision first, and counts the others', () => {
    const items = [
      ...Array.from({ length: 1_100 }, (_, index) => item('rejected', `r${index}`, `Collège ${index}`)),
      item('held', 'late', 'Collège Macé'),
    ];
    const { subject, textBody } = renderDigestMail({ items }, linkOf);
    expect(subject).toBe('[EDT] 1\u202f101 établissements : résumé du jour, 1\u202f101 points à voir');
    expect(textBody.match(/Ouvrir l’import/g)).toHaveLength(20);
    expect(textBody.indexOf('Collège Macé')).toBeLessThan(textBody.indexOf('Collège 0'));
    expect(textBody).toContain('Et 1\u202f081 autres points\n- Fichier refusé : 1\u202f081 fois.');
    expect(textBody.length).toBeLessThan(10_000);
  });
});
