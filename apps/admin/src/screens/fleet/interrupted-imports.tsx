import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { frenchCount, type DecisionAnswer, type FleetImport } from '@timetable/contracts';
import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request } from '../../api/request.js';
import { useAnnounce } from '../../frame/announcer.js';
import { importAddress } from '../../frame/addresses.js';
import { Button } from '../../parts/button.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { Failure } from '../../parts/failure.js';
import { useNow } from '../../parts/use-now.js';
import { elapsed } from '../../text/school-time.js';
import { CampusName } from './campus-name.js';
import { interruptedQuery } from './fleet-queries.js';

/** Imports that an incident stopped: each keeps its campus waiting until an operator relaunches it. */
export function InterruptedImports(): ReactNode {
  const { data, error, refetch } = useQuery(interruptedQuery);
  const [isAsked, setIsAsked] = useState(false);
  const now = useNow();
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.items.length === 0) return null;
  const campuses = data.items.map(({ campus: code, campusName: name }) => ({ code, name }));
  const columns: readonly DataColumn<FleetImport>[] = [
    {
      heading: 'Fichier',
      cell: ({ campus, id, fileName }) => <Link to={importAddress(campus, id)}>{fileName}</Link>,
    },
    {
      heading: 'Cité scolaire',
      cell: ({ campus, campusName }) => <CampusName code={campus} name={campusName} among={campuses} />,
    },
    { heading: 'Reçu', cell: ({ receivedAt }) => elapsed(receivedAt, now) },
    { heading: 'Message', isLong: true, cell: ({ message }) => message },
  ];
  return (
    <section aria-labelledby="interrupted" className="stack">
      <div className="section-head">
        <h2 id="interrupted">{frenchCount(data.total, 'import interrompu', 'imports interrompus')}</h2>
        <Button
          icon={RotateCw}
          look="primary"
          onClick={() => {
            setIsAsked(true);
          }}
        >
          Relancer {frenchCount(data.items.length, 'import', 'imports')}
        </Button>
      </div>
      <DataTable
        caption="Imports interrompus"
        isCaptionUnseen
        columns={columns}
        rows={data.items}
        keyOf={({ id }) => id}
      />
      {isAsked && (
        <RetryDialog
          imports={data.items}
          onClose={() => {
            setIsAsked(false);
          }}
        />
      )}
    </section>
  );
}

interface RetryDialogProps {
  readonly imports: readonly FleetImport[];
  readonly onClose: () => void;
}

function RetryDialog({ imports, onClose }: RetryDialogProps): ReactNode {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const results = await Promise.allSettled(imports.map(({ id }) => retry(id)));
      const [failed] = results.filter((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    onSuccess: () => {
      announce(`${frenchCount(imports.length, 'import relancé', 'imports relancés')}.`);
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: [IMPORTS_KEY] }),
  });
  const quantity = frenchCount(imports.length, 'import interrompu', 'imports interrompus');
  return (
    <ConfirmDialog
      title={`Relancer ${quantity} ?`}
      act={`Relancer ${frenchCount(imports.length, 'import', 'imports')}`}
      look="primary"
      isPending={isPending}
      error={error}
      onConfirm={mutate}
      onClose={onClose}
    >
      <p>
        {imports.length === 1 ? 'Il' : 'Chacun'} reprend là où il s’est arrêté. Corrigez d’abord ce qui l’a
        interrompu : sinon il le sera de nouveau.
      </p>
    </ConfirmDialog>
  );
}

const retry = (id: string): Promise<DecisionAnswer> =>
  request<DecisionAnswer>(apiUrl(`/imports/${id}/retry`), { method: 'POST', json: {} });
