import type { DemoCampus } from './demo-campus.js';
import type { Product } from './product.js';

/** What is printed once everything runs: where, with which password, and what to try first. */
export function banner({ description, data }: Product, demo: DemoCampus | undefined): string {
  const { apiUrl, depositUrl, temporalUiUrl, mailsUrl, databaseUrl, adminLogin, adminPassword } = description;
  return [
    '',
    'Tout est prêt.',
    '',
    `  Console                  ${apiUrl}`,
    `  Opérateur                ${adminLogin} / ${adminPassword}`,
    `  API et documentation     ${apiUrl}/api/docs`,
    `  Dépôt WebDAV             ${depositUrl}/webdav/<cité>/`,
    `  Temporal                 ${temporalUiUrl}`,
    ...(mailsUrl === undefined ? [] : [`  Courriels envoyés        ${mailsUrl}`]),
    `  PostgreSQL               ${databaseUrl}`,
    `  Données et journaux      ${data.path}`,
    '',
    ...(demo === undefined ? [] : firstSteps(demo, description)),
    '  Voir un import de bout en bout, dans un autre terminal : npm run demo',
    '  Arrêter : Ctrl-C',
  ].join('\n');
}

function firstSteps(
  demo: DemoCampus,
  { apiUrl, adminLogin, adminPassword }: Product['description'],
): string[] {
  const credentials = JSON.stringify({ login: adminLogin, password: adminPassword });
  return [
    `  Cité de démonstration « ${demo.name} » (code ${demo.campus}, établissement ${demo.establishment}). Premier import à la main :`,
    `    TOKEN=$(curl -s ${apiUrl}/api/v1/auth/login -H 'content-type: application/json' -d '${credentials}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
    `    curl -s ${apiUrl}/api/v1/campuses/${demo.campus}/imports -H "authorization: Bearer $TOKEN" -F file=@${demo.exportFile} -F establishment=${demo.establishment}`,
    '',
  ];
}
