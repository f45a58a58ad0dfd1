import { addDays, type Grid } from '@timetable/contracts';
import {
  ChevronLeft,
  ChevronRight,
  DoorOpen,
  GraduationCap,
  School,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useCampus } from '../../frame/campus-context.js';
import { Choice, optionsOf } from '../../parts/choice.js';
import { Field } from '../../parts/field.js';
import { dayRange } from '../../text/local-day.js';
import { choiceValue, type NamedChoice } from './timetable-queries.js';
import {
  TIMETABLE_KINDS,
  timetableSearch,
  type TimetableKind,
  type TimetableView,
} from './timetable-view.js';

export const TIMETABLE_KIND_LABELS: Readonly<Record<TimetableKind, string>> = {
  class: 'Classe',
  teacher: 'Enseignant',
  group: 'Groupe',
  room: 'Salle',
};

const KIND_ICONS: Readonly<Record<TimetableKind, LucideIcon>> = {
  class: School,
  teacher: GraduationCap,
  group: Users,
  room: DoorOpen,
};

interface TimetableChoicesProps {
  /** As shown, nothing left open. */
  readonly view: TimetableView;
  readonly choices: readonly NamedChoice[];
  readonly weeks: Grid['weeks'];
  /** Monday of the current week. */
  readonly thisWeek: string;
}

/** Whose timetable, and which week; each choice is an address. */
export function TimetableChoices({ view, choices, weeks, thisWeek }: TimetableChoicesProps): ReactNode {
  const go = useViewChange(view);
  const names = choices.map((choice) => ({ ...choice, value: choiceValue(choice, choices) }));
  const isListed = names.some(({ value }) => value === view.name);
  return (
    <div className="timetable-choices screen-only">
      <nav aria-label="Emploi du temps par" className="segments">
        {TIMETABLE_KINDS.map((kind) => {
          const Icon = KIND_ICONS[kind];
          return (
            <Link
              key={kind}
              to={timetableSearch({ ...view, kind, name: kind === view.kind ? view.name : '' })}
              aria-current={kind === view.kind ? 'page' : undefined}
              preventScrollReset
            >
              <Icon size={18} aria-hidden />
              {TIMETABLE_KIND_LABELS[kind]}
            </Link>
          );
        })}
      </nav>
      <EstablishmentChoice view={view} />
      <Field label={TIMETABLE_KIND_LABELS[view.kind]}>
        {(tied) => (
          <select
            {...tied}
            value={view.name}
            onChange={({ target }) => {
              go({ name: target.value });
            }}
          >
            {!isListed && <option value={view.name}>{view.name}</option>}
            {names.map(({ id, name, value, absentSince }) => (
              <option key={id ?? name} value={value}>
                {absentSince === undefined ? name : `${name} (absent de l’annuaire)`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Semaine">
        {(tied) => (
          <div className="week-choice">
            <WeekLink
              view={view}
              week={addDays(view.week, -7)}
              label="Semaine précédente"
              icon={ChevronLeft}
            />
            <select
              {...tied}
              value={view.week}
              onChange={({ target }) => {
                go({ week: target.value });
              }}
            >
              {!weeks.some(({ monday }) => monday === view.week) && (
                <option value={view.week}>{dayRange(view.week, addDays(view.week, 6))}</option>
              )}
              {weeks.map((week) => (
                <option key={week.monday} value={week.monday}>
                  {weekOption(week)}
                </option>
              ))}
            </select>
            <WeekLink view={view} week={addDays(view.week, 7)} label="Semaine suivante" icon={ChevronRight} />
          </div>
        )}
      </Field>
      {view.week !== thisWeek && (
        <Link className="button" to={timetableSearch({ ...view, week: thisWeek })} preventScrollReset>
          Cette semaine
        </Link>
      )}
    </div>
  );
}

/** Where there are several; each has classes and teachers of its own. */
export function EstablishmentChoice({ view }: Pick<TimetableChoicesProps, 'view'>): ReactNode {
  const { establishments } = useCampus();
  const go = useViewChange(view);
  if (establishments.length < 2) return null;
  return (
    <Choice
      label="Établissement"
      value={view.establishment}
      options={optionsOf(establishments)}
      onChoose={(establishment) => {
        go({ establishment, name: '' });
      }}
    />
  );
}

/** Goes to the same view but for what is changed. */
function useViewChange(view: TimetableView): (change: Partial<TimetableView>) => void {
  const navigate = useNavigate();
  return (change) => {
    void navigate(timetableSearch({ ...view, ...change }), { preventScrollReset: true });
  };
}

interface WeekLinkProps {
  readonly view: TimetableView;
  readonly week: string;
  readonly label: string;
  readonly icon: LucideIcon;
}

const WeekLink = ({ view, week, label, icon: Icon }: WeekLinkProps): ReactNode => (
  <Link
    className="button"
    to={timetableSearch({ ...view, week })}
    aria-label={label}
    title={label}
    preventScrollReset
  >
    <Icon size={18} aria-hidden />
  </Link>
);

const weekOption = ({ monday, letter, hasLessons }: Grid['weeks'][number]): string =>
  [
    dayRange(monday, addDays(monday, 6)),
    ...(letter === null ? [] : [`semaine ${letter}`]),
    ...(hasLessons ? [] : ['sans cours']),
  ].join(', ');
