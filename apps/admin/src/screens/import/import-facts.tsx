import { useQuery } from '@tanstack/react-query';
import { frenchBytes, frenchInteger, type ImportReport } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { configQuery } from '../../api/config-query.js';
import { apiUrl } from '../../api/request.js';
import { workflowsAddress } from '../../api/temporal-address.js';
import { useSaid } from '../../frame/use-said.js';
import { useRight } from '../../session/session-context.js';
import { useSchoolTime } from '../../text/use-school-time.js';

/** Where the file came from; what only an assistant asks for is folded. */
export function ImportFacts({ report }: { readonly report: ImportReport }): ReactNode {
  const time = useSchoolTime();
  const mayDownload = useRight('manage');
  const said = useSaid();
  const workflows = workflowsAddress(useQuery(configQuery).data, {
    campus: report.campus,
    importId: report.id,
  });
  const { id, fileName, sizeBytes, sourceAvailable } = report;
  return (
    <section aria-labelledby="file" className="stack">
      <h2 id="file">Le fichier</h2>
      <Facts
        rows={[
          [
            'Fichier',
            mayDownload && sourceAvailable ? (
              <a key="file" href={apiUrl(`/imports/${id}/source`)} download>
                {fileName}
              </a>
            ) : (
              fileName
            ),
          ],
          ['Taille', frenchBytes(sizeBytes)],
          [
            'Automatique',
            report.origin === 'automatic' ? said('Oui, envoyé par EDT') : 'Non, importé à la main',
          ],
          ['Envoyé par', report.account],
          ['Terminé', report.endedAt === null ? null : time.full(report.endedAt)],
          ['Année scolaire', report.schoolYear],
          ['Logiciel', report.software],
          ['Exporté', report.exportedAt === null ? null : time.full(report.exportedAt)],
          ['Exporté par', report.exportedBy],
        ]}
      />
      <details>
        <summary>Détails techniques</summary>
        <Facts
          rows={[
            ['Numéro de l’import', id],
            [
              'Format',
              report.format === null ? null : `${report.format.toUpperCase()} ${report.formatVersion ?? ''}`,
            ],
            ['Taille exacte', `${frenchInteger(sizeBytes)} octets`],
            ['Empreinte du fichier', report.sha256],
            ['Empreinte de l’emploi du temps', report.timetableSha256],
            [
              'Dans Temporal',
              workflows === undefined ? null : (
                <a key="workflows" href={workflows} target="_blank" rel="noreferrer">
                  Voir cet import<span className="unseen"> (nouvel onglet)</span>
                </a>
              ),
            ],
          ]}
        />
      </details>
    </section>
  );
}

const Facts = ({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }): ReactNode => (
  <dl className="facts">
    {rows
      .filter(([, value]) => value !== null)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
