import { describe, expect, it } from '@jest/globals';
import type { AccessNotificationData } from '@timetable/domain';
import { renderAccessMail } from './access-mail.js';

const ACCESS: AccessNotificationData = {
  userName: 'Camille Bernard',
  campusName: 'Cité scolaire Jean-Moulin',
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
  it('gives the login, the password, and the addresses in order', () => {
    const { textBody, htmlBody } = renderAccessMail(ACCESS);

    expect(textBody).toContain('Identifiant : emp.camille.bernard');
    expect(textBody).toContain('Mot de passe : Vx7-kQ2.mPa9_Zt4');
    const positions = ACCESS.urls.map(({ url }) => textBody.indexOf(url));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
    for (const { url } of ACCESS.urls) expect(htmlBody).toContain(url);
    expect(htmlBody).toContain('Vx7-kQ2.mPa9_Zt4');
  });

  it('keeps the secret out of the subject, which phones show on a locked screen', () => {
    const { subject } = renderAccessMail(ACCESS);

    expect(subject).not.toContain(ACCESS.password);
    expect(subject).not.toContain(ACCESS.login);
  });

  it('says that a renewed password replaces the old one', () => {
    const { subject, textBody } = renderAccessMail({ ...ACCESS, renewed: true });

    expect(subject).toContain('Nouveau mot de passe');
    expect(textBody).toContain('remplace l’ancien, qui ne fonctionne plus');
  });
});
