import { useQuery } from '@tanstack/react-query';
import { frenchList, type Session } from '@timetable/contracts';
import { Ban, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { importQuery } from '../../api/import-queries.js';
import { importAddress } from '../../frame/addresses.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { longDay } from '../../text/local-day.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { hoursOf, namesOf } from './session-words.js';
import type { PlacedSession } from './timetable-week.js';

interface SessionDetailsProps {
  /** Several where there was no room for each. */
  readonly sessions: readonly PlacedSession[];
  readonly onClose: () => void;
}

/** All that is known of sessions, in full. */
export function SessionDetails({ sessions, onClose }: SessionDetailsProps): ReactNode {
  const [first] = sessions;
  return (
    <Dialog
      title={first === undefined ? 'Séances' : `${longDay(first.session.date)}, ${hoursOf(first)}`}
      onClose={onClose}
    >
      {sessions.map((each) => (
        <section key={each.session.id} className="stack session-details">
          <h3>{each.session.subject.label}</h3>
          <SessionMarks session={each.session} />
          <dl className="facts">
            {sessions.length > 1 && <Fact label="Heures" values={[hoursOf(each)]} />}
            <Fact label="Enseignant" several="Enseignants" values={namesOf(each.session.teachers)} />
            <Fact label="Classe" several="Classes" values={namesOf(each.session.classes)} />
            <Fact label="Groupe" several="Groupes" values={namesOf(each.session.groups)} />
            <Fact label="Salle" several="Salles" values={each.session.rooms} />
            <LastChange importId={each.session.lastImportId} />
          </dl>
        </section>
      ))}
      <div className="actions">
        <Button onClick={onClose}>Fermer</Button>
      </div>
    </Dialog>
  );
}

/** Which file says so; nothing once that import has been forgotten. */
function LastChange({ importId }: { readonly importId: string }): ReactNode {
  const time = useSchoolTime();
  const { data } = useQuery(importQuery(importId));
  if (data === undefined) return null;
  return (
    <>
      <dt>Dernier changement</dt>
      <dd>
        <Link to={importAddress(data.campus, importId)}>
          {data.fileName}, {time.full(data.receivedAt)}
        </Link>
      </dd>
    </>
  );
}

interface FactProps {
  readonly label: string;
  /** Its label where there are more than one. */
  readonly several?: string;
  readonly values: readonly string[];
}

function Fact({ label, several = label, values }: FactProps): ReactNode {
  if (values.length === 0) return null;
  return (
    <>
      <dt>{values.length === 1 ? label : several}</dt>
      <dd>{frenchList(values)}</dd>
    </>
  );
}

/** What makes a session unlike the others. */
export function SessionMarks({ session }: { readonly session: Session }): ReactNode {
  if (session.state === 'planned' && !session.editedByHand) return null;
  return (
    <span className="row">
      {session.state === 'cancelled' && (
        <Badge tone="neutral" icon={Ban}>
          Annulée
        </Badge>
      )}
      {session.editedByHand && (
        <Badge tone="running" icon={Pencil}>
          Modifiée à la main
        </Badge>
      )}
    </span>
  );
}
