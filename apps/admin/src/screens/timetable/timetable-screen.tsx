import { frenchLongDate, weekOf } from '@timetable/contracts';
import { FileUp, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { campusAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { useSaid } from '../../frame/use-said.js';
import { FirstStepsStrip } from '../../first-use/first-steps-strip.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { useRight } from '../../session/session-context.js';
import { EstablishmentChoice, TIMETABLE_KIND_LABELS, TimetableChoices } from './timetable-choices.js';
import type { TimetableKind } from './timetable-view.js';
import { useTimetable } from './use-timetable.js';
import { Week } from './week.js';
import './timetable.css';

/** The sessions of a class, teacher, group or room in a week. */
export function TimetableScreen(): ReactNode {
  const campus = useCampus();
  const { view, today, choices, chosen, grid, closures, sessions, isStale, failure } = useTimetable();
  const name = chosen?.name ?? view.name;
  const letter = grid?.weeks.find(({ monday }) => monday === view.week)?.letter ?? null;
  const isNew = grid !== undefined && !grid.weeks.some(({ hasLessons }) => hasLessons);
  return (
    <ConsolePage
      title="Emploi du temps"
      context={name === '' ? campus.name : name}
      subtitle={
        !isNew &&
        view.week !== '' &&
        name !== '' && (
          <p className="muted">
            {TIMETABLE_KIND_LABELS[view.kind]} {name}, semaine du {frenchLongDate(view.week)}
            {letter !== null && ` (semaine ${letter})`}
          </p>
        )
      }
      actions={
        !isNew &&
        sessions !== undefined && (
          <Button
            icon={Printer}
            onClick={() => {
              window.print();
            }}
          >
            Imprimer
          </Button>
        )
      }
    >
      {failure !== undefined && <Failure error={failure.error} onRetry={failure.retry} />}
      <FirstStepsStrip />
      {isNew && (
        <>
          <div className="timetable-choices screen-only">
            <EstablishmentChoice view={view} />
          </div>
          <NothingImported />
        </>
      )}
      {!isNew && grid !== undefined && choices !== undefined && (
        <TimetableChoices view={view} choices={choices} weeks={grid.weeks} thisWeek={weekOf(today).from} />
      )}
      {!isNew && choices?.length === 0 && view.name === '' && <Empty title={NONE[view.kind]} />}
      {failure === undefined && (grid === undefined || choices === undefined) && (
        <Loading what="l’emploi du temps" lines={14} />
      )}
      {!isNew && grid !== undefined && sessions !== undefined && (
        <Week kind={view.kind} week={view.week} isStale={isStale} {...{ today, grid, closures, sessions }} />
      )}
    </ConsolePage>
  );
}

const NONE: Readonly<Record<TimetableKind, string>> = {
  class: 'Aucune classe n’a de séance cette année.',
  teacher: 'Aucun enseignant n’a de séance cette année.',
  group: 'L’établissement n’a pas de groupe.',
  room: 'Aucune séance n’a de salle cette année.',
};

function NothingImported(): ReactNode {
  const { code } = useCampus();
  const said = useSaid();
  const mayImport = useRight('manage');
  return (
    <Empty title="Aucun emploi du temps n’a encore été importé cette année.">
      {mayImport ? (
        <Link className="button primary" to={campusAddress(code, 'importer')}>
          <FileUp size={18} aria-hidden />
          {said('Importer un fichier d’EDT')}
        </Link>
      ) : (
        <p>Il apparaîtra ici dès que le premier import aura été fait.</p>
      )}
    </Empty>
  );
}
