import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { useRight } from '../../session/session-context.js';
import { ImportSettingsForm } from './import-settings-fields.js';
import { importSettingsQuery } from './settings-query.js';

/** Which files the school accepts. */
export function AcceptedFiles(): ReactNode {
  const { code } = useCampus();
  const mayManage = useRight('manage');
  const { data, error, refetch } = useQuery(importSettingsQuery(code));
  return (
    <section className="stack" aria-labelledby="import-settings">
      <h2 id="import-settings">Fichiers acceptés</h2>
      {data === undefined && error === null && <Loading what="la liste des réglages" />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <ImportSettingsForm key={data.tag} settings={data} isReadOnly={!mayManage} />}
    </section>
  );
}
