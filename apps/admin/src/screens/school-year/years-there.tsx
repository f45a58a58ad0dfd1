import { useMutation, useQueryClient } from '@tanstack/react-query';
import { frenchCount, frenchLongDate, type SchoolYear } from '@timetable/contracts';
import { CircleCheck, Clock, FileUp, Undo2 } from 'lucide-react';
import { Fragment, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request } from '../../api/request.js';
import { campusAddress } from '../../frame/addresses.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useCampus } from '../../frame/campus-context.js';
import { useLockReason } from '../../live/use-lock-reason.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { useRight } from '../../session/session-context.js';
import { Stepper } from './stepper.js';

type Year = NonNullable<SchoolYear['next']>;

/** The year in force and the one opened for later, and what is left to do in it. */
export function YearsThere({ calendar }: { readonly calendar: SchoolYear }): ReactNode {
  const { next } = calendar;
  const wasOpened = next !== null || calendar.establishments.some(({ datesDecided }) => datesDecided);
  const newest = next ?? calendar;
  return (
    <>
      <YearFacts title="Année en cours" year={calendar} />
      <UnlikeEstablishments calendar={calendar} />
      {next !== null && <YearFacts title="Année ouverte d’avance" year={next} />}
      {newest.state === 'awaiting_first_import' && <FirstImportLeft year={newest} canUndo={wasOpened} />}
    </>
  );
}

interface YearFactsProps {
  readonly title: string;
  readonly year: Year;
}

const YearFacts = ({ title, year }: YearFactsProps): ReactNode => {
  const { code } = useCampus();
  const { label, startsOn, endsOn, closures } = year;
  return (
    <section className="stack" aria-labelledby={`year-${label}`}>
      <div className="row">
        <h2 id={`year-${label}`}>
          {title} : {label}
        </h2>
        <YearBadge year={year} />
      </div>
      <dl className="facts">
        <dt>Dates</dt>
        <dd>
          du {frenchLongDate(startsOn)} au {frenchLongDate(endsOn)}
        </dd>
        <dt>Fermetures</dt>
        <dd>
          {closures.length === 0 ? 'aucune période' : frenchCount(closures.length, 'période', 'périodes')} ·{' '}
          <Link to={campusAddress(code, `fermetures?annee=${encodeURIComponent(label)}`)}>
            Voir le calendrier
          </Link>
        </dd>
      </dl>
    </section>
  );
};

const YearBadge = ({ year: { state } }: { readonly year: Year }): ReactNode =>
  state === 'open' ? (
    <Badge tone="success" icon={CircleCheck}>
      Premier import fait
    </Badge>
  ) : (
    <Badge tone="attention" icon={Clock}>
      Premier import à faire
    </Badge>
  );

/** Where the establishments of a campus are not in the same year, or not as far. */
function UnlikeEstablishments({ calendar }: { readonly calendar: SchoolYear }): ReactNode {
  const { establishments } = useCampus();
  const { label, state } = calendar;
  if (calendar.establishments.every((each) => each.label === label && each.state === state)) return null;
  return (
    <section className="stack" aria-labelledby="each">
      <h2 id="each">Par établissement</h2>
      <dl className="facts">
        {establishments.map(({ code, name }) => {
          const own = calendar.establishments.find(({ establishment }) => establishment === code);
          return (
            own !== undefined && (
              <Fragment key={code}>
                <dt>{name}</dt>
                <dd className="row">
                  {own.label} <YearBadge year={own} />
                </dd>
              </Fragment>
            )
          );
        })}
      </dl>
    </section>
  );
}

/** The last step of an opening, or the way back from it. */
function FirstImportLeft({ year, canUndo }: { readonly year: Year; readonly canUndo: boolean }): ReactNode {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  const lockReason = useLockReason();
  const mayManage = useRight('manage');
  const [isAsking, setIsAsking] = useState(false);
  const undo = useMutation({
    mutationFn: () => request<SchoolYear>(apiUrl(`/campuses/${code}/school-year`), { method: 'DELETE' }),
    onSuccess: async () => {
      setIsAsking(false);
      announce(`Ouverture de l’année ${year.label} annulée.`);
      await client.invalidateQueries({ queryKey: [IMPORTS_KEY] });
    },
  });
  const act = `Annuler l’ouverture de l’année ${year.label}`;
  return (
    <section className="stack" aria-label={`Premier import de l’année ${year.label}`}>
      <Stepper current="import" />
      <p>
        Il reste à faire le premier import de l’année {year.label}, à la main, avec un fichier de cette année.
      </p>
      {mayManage && (
        <div className="row">
          <Link className="button primary" to={campusAddress(code, 'importer')}>
            <FileUp size={18} aria-hidden />
            Faire le premier import
          </Link>
          {canUndo && (
            <Button
              icon={Undo2}
              disabledReason={lockReason}
              onClick={() => {
                undo.reset();
                setIsAsking(true);
              }}
            >
              Annuler l’ouverture
            </Button>
          )}
        </div>
      )}
      {isAsking && (
        <ConfirmDialog
          title={`${act} ?`}
          act={act}
          icon={Undo2}
          isPending={undo.isPending}
          error={undo.error}
          onConfirm={() => {
            undo.mutate();
          }}
          onClose={() => {
            setIsAsking(false);
          }}
        >
          <p>
            Les dates et les fermetures de cette année sont oubliées. Rien n’y a été importé : aucune séance
            ne disparaît, et l’année pourra être ouverte de nouveau.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}
