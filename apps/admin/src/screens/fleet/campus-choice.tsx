import { useQuery } from '@tanstack/react-query';
import { frenchInteger } from '@timetable/contracts';
import { useState, type ReactNode } from 'react';
import { FoundChoice } from '../../parts/found-choice.js';
import { useSettled } from '../../parts/use-settled.js';
import { CampusName } from './campus-name.js';
import { campusesFoundQuery } from './fleet-queries.js';

interface CampusChoiceProps {
  readonly error: string | undefined;
  /** A code, as are those that are handed on; undefined: none is chosen. */
  readonly chosen: string | undefined;
  readonly onChoose: (code: string | undefined) => void;
}

/** One campus of the fleet, which may have thousands. */
export function CampusChoice({ error, chosen, onChoose }: CampusChoiceProps): ReactNode {
  const [typed, setTyped] = useState('');
  const { data: found, error: searchError, refetch } = useQuery(campusesFoundQuery(useSettled(typed.trim())));
  return (
    <FoundChoice
      label="Cité scolaire"
      hint="Choisissez-la, ou cherchez-la par son nom, son code ou un UAI."
      error={error}
      name="campus"
      text={typed}
      onText={(text) => {
        setTyped(text);
        // What was chosen in a list that is no longer shown is not taken unseen.
        onChoose(undefined);
      }}
      found={found}
      searchError={searchError}
      onRetry={() => void refetch()}
      listName="Cités scolaires trouvées"
      nothingFound="Aucune cité scolaire de ce nom."
      moreFound={(total) => `${frenchInteger(total)} cités scolaires : précisez le nom pour voir les autres.`}
      keyOf={({ code }) => code}
      chosen={chosen}
      onChoose={onChoose}
    >
      {({ code, name }) => <CampusName code={code} name={name} among={found?.items ?? []} />}
    </FoundChoice>
  );
}
