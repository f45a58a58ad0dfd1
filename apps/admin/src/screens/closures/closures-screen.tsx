import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { schoolYearQuery } from '../../api/school-year-query.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { LockBanner } from '../../live/lock-banner.js';
import { Failure } from '../../parts/failure.js';
import { Choice, optionsOf } from '../../parts/choice.js';
import { Loading } from '../../parts/loading.js';
import { useRight } from '../../session/session-context.js';
import { ClosureSettings } from './closure-settings.js';
import { ClosuresShown } from './closures-shown.js';
import { closuresQuery } from '../../api/closures-query.js';
import './closures.css';

/** When an establishment is closed, in the year in force or the one that was opened for later. */
export function ClosuresScreen(): ReactNode {
  const { code: campus, name, establishments } = useCampus();
  const mayManage = useRight('manage');
  const [search, setSearch] = useSearchParams();
  const { data: calendar, error, refetch } = useQuery(schoolYearQuery(campus));
  const establishment =
    establishments.find(({ code }) => code === search.get('etablissement')) ?? establishments[0];
  const own = calendar?.establishments.find((each) => each.establishment === establishment?.code);
  const years = own === undefined ? [] : [own, ...(own.next === null ? [] : [own.next])];
  const year = years.find(({ label }) => label === search.get('annee')) ?? years[0];
  const choose = (parameter: string, value: string): void => {
    setSearch((former) => {
      former.set(parameter, value);
      return former;
    });
  };
  return (
    <ConsolePage title="Périodes de fermeture" context={name}>
      <p>
        Pendant une période de fermeture, un import ne crée aucune séance.{' '}
        {mayManage
          ? 'Celles qui sont proposées viennent du calendrier officiel : vérifiez-les, ajoutez les vôtres.'
          : 'Seul un gestionnaire peut modifier ces périodes.'}
      </p>
      {mayManage && <LockBanner />}
      {calendar === undefined && error === null && <Loading what="l’année scolaire" lines={8} />}
      {calendar === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {(establishments.length > 1 || years.length > 1) && (
        <div className="closure-choices">
          {establishments.length > 1 && (
            <Choice
              label="Établissement"
              value={establishment?.code}
              options={optionsOf(establishments)}
              onChoose={(code) => {
                choose('etablissement', code);
              }}
            />
          )}
          {years.length > 1 && (
            <Choice
              label="Année scolaire"
              value={year?.label}
              options={years.map(({ label }) => ({ value: label, label }))}
              onChoose={(label) => {
                choose('annee', label);
              }}
            />
          )}
        </div>
      )}
      {establishment !== undefined && year !== undefined && (
        <ClosuresOfYear
          place={{ campus, establishment: establishment.code, schoolYear: year.label }}
          year={year}
        />
      )}
    </ConsolePage>
  );
}

type ClosuresOfYearProps = Pick<Parameters<typeof ClosureSettings>[0], 'place' | 'year'>;

function ClosuresOfYear({ place, year }: ClosuresOfYearProps): ReactNode {
  const mayManage = useRight('manage');
  const { data, error, refetch } = useQuery(closuresQuery(place));
  if (data === undefined)
    return error === null ? (
      <Loading what="la liste des fermetures" lines={8} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  if (!mayManage) return <ClosuresShown year={year} closures={data.value.closures} />;
  return (
    <ClosureSettings
      key={`${place.establishment} ${year.label} ${data.tag ?? ''}`}
      place={place}
      year={year}
      closures={data}
    />
  );
}
