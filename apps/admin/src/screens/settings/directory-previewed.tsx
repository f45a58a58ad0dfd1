import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  capitalised,
  DIRECTORY_LISTS,
  DIRECTORY_NOUNS,
  frenchCount,
  frenchInteger,
  frenchList,
  headingOf,
  type DirectoryPreviewView,
} from '@timetable/contracts';
import { Check, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { request } from '../../api/request.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useCampus } from '../../frame/campus-context.js';
import { useLockReason } from '../../live/use-lock-reason.js';
import { Alert } from '../../parts/alert.js';
import { Button } from '../../parts/button.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { Failure } from '../../parts/failure.js';
import { DirectoryExamples } from './directory-examples.js';
import { directoryStateQuery, directoryUrl } from '../../api/directory-query.js';

type KindChanges = NonNullable<DirectoryPreviewView['kinds']['pupils']>;
interface KindRow extends KindChanges {
  readonly noun: (typeof DIRECTORY_NOUNS)[keyof typeof DIRECTORY_NOUNS];
}

const COLUMNS: readonly DataColumn<KindRow>[] = [
  { heading: 'Liste', cell: ({ noun }) => headingOf(noun) },
  { heading: 'À ajouter', cell: ({ created }) => frenchInteger(created), isNumeric: true },
  { heading: 'À modifier', cell: ({ changed }) => frenchInteger(changed), isNumeric: true },
  { heading: 'À retirer', cell: ({ gone }) => frenchInteger(gone), isNumeric: true },
  { heading: 'Sans changement', cell: ({ unchanged }) => frenchInteger(unchanged), isNumeric: true },
];

interface DirectoryPreviewedProps {
  readonly preview: DirectoryPreviewView;
  /** Loaded, or given up. */
  readonly onEnded: () => void;
}

/** What a directory file would change, before it does; what is lost in numbers is confirmed apart. */
export function DirectoryPreviewed({ preview, onEnded }: DirectoryPreviewedProps): ReactNode {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  const lockReason = useLockReason();
  const [isAsked, setAsked] = useState(false);
  const url = directoryUrl(code, `/uploads/${preview.id}`);
  const load = useMutation({
    mutationFn: () => request(`${url}/apply`, { method: 'POST', json: { confirm: preview.confirm } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: directoryStateQuery(code).queryKey });
      announce('Annuaire chargé.');
      onEnded();
    },
  });
  const giveUp = useMutation({
    mutationFn: () => request(url, { method: 'DELETE' }),
    onSettled: onEnded,
  });
  const rows = DIRECTORY_LISTS.flatMap((list) => {
    const changes = preview.kinds[list];
    return changes === undefined ? [] : [{ ...changes, noun: DIRECTORY_NOUNS[list] }];
  });
  const losses = rows
    .filter(({ gone }) => gone > 0)
    .map(({ gone, noun }) => frenchCount(gone, noun.singular, noun.plural));
  const start = (): void => {
    if (preview.needsSecondConfirmation) setAsked(true);
    else load.mutate();
  };
  return (
    <div className="stack">
      <h3>Aperçu de {preview.fileName} : rien n’est encore modifié</h3>
      <Alert
        tone={preview.needsSecondConfirmation ? 'attention' : 'neutral'}
        title={capitalised(preview.sourceLabel)}
      >
        <p>{preview.message}</p>
      </Alert>
      {load.error !== null && !isAsked && <Failure error={load.error} role="alert" />}
      <DataTable
        caption="Ce qui changerait"
        columns={COLUMNS}
        rows={rows}
        keyOf={({ noun }) => noun.plural}
      />
      {rows.map(({ noun, examples }) => (
        <DirectoryExamples key={noun.plural} heading={headingOf(noun)} examples={examples} />
      ))}
      {preview.problems.length > 0 && (
        <details>
          <summary>Lignes à revoir ({frenchInteger(preview.problems.length)})</summary>
          <ul>
            {preview.problems.map(({ file, line, message }) => (
              <li key={`${file ?? ''} ${String(line)} ${message}`}>
                {line !== null && `Ligne ${frenchInteger(line)} : `}
                {message}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="actions">
        <Button
          onClick={() => {
            giveUp.mutate();
          }}
        >
          Y renoncer
        </Button>
        <Button
          look="primary"
          icon={Check}
          disabledReason={lockReason ?? (load.isPending ? 'Chargement en cours' : undefined)}
          onClick={start}
        >
          Charger ce fichier
        </Button>
      </div>
      {isAsked && (
        <ConfirmDialog
          title="Ce fichier retire beaucoup de l’annuaire"
          act={`Charger et retirer ${frenchList(losses)}`}
          icon={Trash2}
          isPending={load.isPending}
          error={load.error}
          onConfirm={() => {
            load.mutate();
          }}
          onClose={() => {
            setAsked(false);
          }}
        >
          <p>{preview.message}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
