import { describe, expect, it } from '@jest/globals';
import type { ImportNotificationData, ImportNotificationKind } from '@timetable/domain';
import { renderImportMail } from './import-mail.js';

const LINK = 'https://ent.example/imports/1';
const DATA: ImportNotificationData = {
  importId: '1',
  school: 'Cité scolaire Jean-Moulin, collège',
  fileName: 'EDT_2026_2609070605.zip',
  receivedAt: '2026-09-07T06:05:00.000Z',
  timeZone: 'Europe/Paris',
  sentences: ['20 matières créées sur 38, soit 52,6 % (seuil 50 %).'],
  nextActor: 'manager',
};
const render = (kind: ImportNotificationKind = 'held', changes: Partial<ImportNotificationData> = {}) =>
  renderImportMail({ kind, data: { ...DATA, ...changes } }, 'staff', LINK);

/** What is said, whatever its spaces that never break. */
const withPlainSpaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('renderImportMail', () => {
  it('says which school, which file, when, what happened, what to do, who must act, and where', () => {
    const { subject, textBody } = render();

    expect(subject).toBe('[EDT] Cité scolaire Jean-Moulin, collège : décision attendue');
    expect(textBody).toContain('Établissement : Cité scolaire Jean-Moulin, collège');
    expect(textBody).toContain('Fichier : EDT_2026_2609070605.zip');
    expect(textBody).toContain('Reçu le : lundi 7 septembre 2026 à 8\u202fh\u202f05');
    expect(textBody).toContain('Qui doit agir : le gestionnaire de vie scolaire');
    expect(textBody).toContain('- 20 matières créées sur 38, soit 52,6 % (seuil 50 %).');
    expect(textBody).toContain('Ce qu’il faut faire\n- Si les changements sont voulus');
    expect(textBody).toContain('https://ent.example/imports/1');
  });

  it.each<ImportNotificationKind>(['held', 'rejected', 'interrupted', 'alerts'])(
    'says in both forms what happened, what to do and where (%s)',
    (kind) => {
      const { textBody, htmlBody } = render(kind);

      for (const body of [textBody, withPlainSpaces(htmlBody)]) {
        expect(body).toMatch(/[Cc]e qu’il faut faire/);
        expect(body).toContain(DATA.sentences[0]);
        expect(body).toContain(LINK);
      }
    },
  );

  it('gives the way out of the threshold that was exceeded, once, to each as they can act', () => {
    const remedy = 'vérifiez dans EDT que la bonne base est ouverte, puis refaites l’export.';
    const data = { ...DATA, remedy };
    const staff = renderImportMail({ kind: 'held', data }, 'staff', LINK).textBody;
    expect(staff).toContain(`S’ils ne le sont pas : écartez l’import, puis ${remedy}`);
    const depositor = renderImportMail({ kind: 'held', data }, 'depositor', LINK).textBody;
    expect(depositor).toContain(`S’ils ne le sont pas : ${remedy}`);
    expect(render().textBody).toContain(
      'puis corrigez l’emploi du temps dans le logiciel et refaites l’export.',
    );
  });

  it('says once what to do about a file whose error says it already', () => {
    const sentences = ['Le fichier .zip est abîmé. Refaites l’export depuis EDT.'];
    const { textBody } = render('rejected', { sentences });
    expect(textBody).toContain(`Ce qui s’est passé et ce qu’il faut faire\n- ${sentences[0] ?? ''}`);
    expect(textBody.match(/xport/g)).toHaveLength(1);
  });

  it('prefers the advice of the rule that rejected the file', () => {
    const advice = ['Dans EDT, exportez l’année 2026-2027.'];
    const { textBody } = render('rejected', { advice });

    expect(textBody).toContain('- Dans EDT, exportez l’année 2026-2027.');
    expect(textBody).not.toContain('Corrigez le point indiqué');
  });

  it('writes the time of reception in the school’s own zone', () => {
    const { textBody } = render('held', { timeZone: 'Indian/Reunion' });

    expect(textBody).toContain('à 10\u202fh\u202f05');
  });

  it('shows a hostile file name as text, in every place', () => {
    const fileName = '<img src=x onerror=alert(1)>"&\r\nBcc: x@y.z\u202E.zip';
    const { subject, textBody, htmlBody } = render('held', { fileName, school: fileName });

    expect(htmlBody).not.toContain('<img');
    expect(htmlBody).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;');
    expect(subject).not.toMatch(/[\r\n\u202E]/);
    expect(textBody).toContain('Fichier : <img src=x onerror=alert(1)>"& Bcc: x@y.z .zip\n');
  });

  it('fetches nothing when opened and declares its language', () => {
    const { htmlBody } = render();

    // « 72,2 % » is never cut in two on a telephone.
    expect(render('held', { sentences: ['Soit 72,2 % (seuil 30 %).'] }).htmlBody).toContain(
      '72,2\u202f% (seuil 30\u202f%)',
    );
    expect(htmlBody).toContain('<html lang="fr">');
    expect(htmlBody).not.toMatch(/<(img|script|link|iframe|style)\b|url\(/);
    expect(htmlBody.match(/https?:/g)).toHaveLength(2);
  });
});

describe('a mail to a depositor', () => {
  const OWN_PAGES = 'https://ent.example/mes-depots#token';

  it('leads to their own pages, and to none that only who signs in may open', () => {
    for (const kind of ['held', 'rejected', 'alerts'] as const) {
      const { textBody, htmlBody } = renderImportMail({ kind, data: DATA }, 'depositor', OWN_PAGES);
      for (const body of [textBody, withPlainSpaces(htmlBody)]) {
        expect(body).toMatch(/[Cc]e qu’il faut faire/);
        expect(body).toContain('compte d’accès');
        expect(body).toContain('Voir mes dépôts');
        expect(body.replaceAll(OWN_PAGES, '')).not.toMatch(/https?:|[Oo]uvrez/);
      }
    }
  });
});

describe('a mail to a depositor whose account has ended', () => {
  it('leads nowhere', () => {
    const { textBody } = renderImportMail({ kind: 'held', data: DATA }, 'depositor', undefined);
    expect(textBody).not.toMatch(/https?:/);
  });
});

describe('a mail about alerts', () => {
  it('says first what is new', () => {
    const news = ['3 élèves non rapprochés de plus qu’au dernier import.'];
    const { textBody } = render('alerts', { news });
    expect(textBody).toContain(`Ce qui est nouveau\n- ${news[0] ?? ''}`);
    expect(textBody.indexOf('Ce qui est nouveau')).toBeLessThan(textBody.indexOf('Ce qui s’est passé'));
    expect(render('alerts').textBody).not.toContain('Ce qui est nouveau');
  });
});
