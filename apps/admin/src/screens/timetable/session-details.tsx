import type { Session } from '@timetable/contracts';
import { Ban, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { importAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { longDay } from '../../text/local-day.js';
import { namesInFull, hoursOf } from './session-words.js';
import type { PlacedSession } from './timetable-week.js';

interface SessionDetailsProps {
  /** Several where there was no room for each. */
  readonly sessions: readonly PlacedSession[];
  readonly onClose: () => void;
}

/** All that is known of sessions, in full. */
export function SessionDetails({ sessions, onClose }: SessionDetailsProps): ReactNode {
  const { code } = useCampus();
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
            {sessions.length > 1 && <Fact label="Heures">{hoursOf(each)}</Fact>}
            <Fact label="Enseignants">{namesInFull(each.session.teachers)}</Fact>
            <Fact label="Classes">{namesInFull(each.session.classes)}</Fact>
            <Fact label="Groupes">{namesInFull(each.session.groups)}</Fact>
            <Fact label="Salles">{each.session.rooms.join(', ')}</Fact>
          </dl>
          <Link to={importAddress(code, each.session.changedBy)}>
            Voir l’import qui l’a changée en dernier
          </Link>
        </section>
      ))}
      <div className="actions">
        <Button onClick={onClose}>Fermer</Button>
      </div>
    </Dialog>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: string }): ReactNode {
  if (children === '') return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
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
