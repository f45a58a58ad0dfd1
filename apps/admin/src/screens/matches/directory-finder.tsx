import { useQuery } from '@tanstack/react-query';
import { MATCH_KIND_LABELS, type Match } from '@timetable/contracts';
import { useState, type ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { Failure } from '../../parts/failure.js';
import { SearchField } from '../../parts/search-field.js';
import { CandidateLine } from './candidate-line.js';
import { directoryQuery, type ListedKind } from './match-queries.js';
import { entryDetails, entryTitle } from './match-words.js';

export const isListed = (kind: Match['kind']): kind is ListedKind => kind !== 'group';

interface DirectoryFinderProps {
  readonly kind: ListedKind;
  readonly onChoose: (id: string) => void;
  readonly disabledReason: string | undefined;
}

/** Whoever the file means, when it is none of the candidates. */
export function DirectoryFinder({ kind, onChoose, disabledReason }: DirectoryFinderProps): ReactNode {
  const { code } = useCampus();
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery(directoryQuery(code, kind, text.trim()));
  return (
    <div className="stack directory-search">
      <SearchField
        label={`Chercher dans l’annuaire (${MATCH_KIND_LABELS[kind]})`}
        hint="Au clavier, la touche / mène ici."
        text={text}
        onText={setText}
      />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {text.trim() !== '' && data?.items.length === 0 && (
        <p className="small">{kind === 'class' ? 'Aucune classe' : 'Personne'} de ce nom dans l’annuaire.</p>
      )}
      {text.trim() !== '' && data !== undefined && data.items.length > 0 && (
        <ul className="candidates">
          {data.items.map((entry) => (
            <CandidateLine
              key={entry.id}
              name={entryTitle(entry)}
              details={entryDetails(entry)}
              disabledReason={disabledReason}
              onChoose={() => {
                onChoose(entry.id);
              }}
            />
          ))}
        </ul>
      )}
      {data !== undefined && data.total > data.items.length && (
        <p className="small muted">Précisez le nom : d’autres correspondent aussi.</p>
      )}
    </div>
  );
}
