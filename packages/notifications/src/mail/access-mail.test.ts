import { describe, expect, it } from '@jest/globals';
import type { AccessNotificationData } from '@timetable/domain';
import { renderAccessMail } from './access-mail.js';

const OWN_PAGES = 'https://ent.example/mes-depots#token';
const ACCESS: AccessNotificationData = {
  userName: 'Camille Bernard',
  campusName: 'Cité scolaire Jean-Moulin',
  formats: ['edt', 'udt', 'sts'],
  login: 'emp.camille.bernard',
  password: 'Vx7-kQ2.mPa9_Zt4',
  renewed: false,
  urls: [
    { label: 'tous les établissements', url: 'https://depot.example/webdav/jmoulin/' },
    { label: 'collège', url: 'https://depot.example/webdav/jmoulin/clg/' },
    { label: 'lycée', url: 'https://depot.example/webdav/jmoulin/lyc/' },
  ],
};

describe('renderAccessMail', () => {
  it('gives first the complete addresses that EDT asks for, then each thing apart for other programs', () => {
    const { textBody, htmlBody } = renderAccessMail(ACCESS, OWN_PAGES);

    const complete = [
      'https://emp.camille.bernard:Vx7-kQ2.mPa9_Zt4@depot.example/webdav/jmoulin/',
      'https://emp.camille.bernard:Vx7-kQ2.mPa9_Zt4@depot.example/webdav/jmoulin/clg/',
      'https://emp.camille.bernard:Vx7-kQ2.mPa9_Zt4@depot.example/webdav/jmoulin/lyc/',
    ];
    const parts = ['emp.camille.bernard', 'Vx7-kQ2.mPa9_Zt4', ...ACCESS.urls.map(({ url }) => url)];
    // Each on a line of its own, to be copied whole.
    const lines = textBody.split('\n');
    const positions = [...complete, ...parts].map((value) => lines.indexOf(value));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual(positions.toSorted((one, other) => one - other));
    for (const value of [...complete, ...parts]) expect(htmlBody).toContain(`>${value}</dd>`);
    expect(textBody).toContain('collez l’une de ces adresses, entière');
  });

  it('speaks of one address to a school that has one establishment', () => {
    expect(renderAccessMail(ACCESS, OWN_PAGES).textBody).toContain('prenez la première');
    const one = renderAccessMail({ ...ACCESS, urls: ACCESS.urls.slice(0, 1) }, OWN_PAGES);
    expect(one.textBody).not.toContain('prenez la première');
  });

  it('speaks of the program that the school uses', () => {
    const edt = renderAccessMail(ACCESS, OWN_PAGES).textBody;
    expect(edt).toContain('L’adresse à coller dans EDT');
    expect(edt).toContain('ne gardez que « EDT »');
    const udt = renderAccessMail({ ...ACCESS, formats: ['udt', 'sts'] }, OWN_PAGES);
    expect(udt.textBody).toContain('L’adresse à coller dans UnDeuxTEMPS');
    expect(udt.textBody).toContain('Ce compte permet à UnDeuxTEMPS d’envoyer');
    expect(udt.textBody).not.toContain('EDT');
  });

  it('keeps the secret out of the subject, which phones show on a locked screen', () => {
    const { subject } = renderAccessMail(ACCESS, OWN_PAGES);

    expect(subject).not.toContain(ACCESS.password);
    expect(subject).not.toContain(ACCESS.login);
  });

  it('says that a renewed password replaces the old one', () => {
    const { subject, textBody } = renderAccessMail({ ...ACCESS, renewed: true }, OWN_PAGES);

    expect(subject).toContain('nouveau mot de passe');
    expect(textBody).toContain('remplace l’ancien, qui ne fonctionne plus');
  });

  it('leads to the person’s own pages, with the time for which the link serves', () => {
    const { textBody, htmlBody } = renderAccessMail(ACCESS, OWN_PAGES);

    expect(textBody.split('\n')).toContain(OWN_PAGES);
    expect(htmlBody).toContain(`href="${OWN_PAGES}"`);
    expect(textBody).toContain('sert 7 jours');
    expect(renderAccessMail(ACCESS, undefined).textBody).not.toContain('Voir mes dépôts');
  });
});
