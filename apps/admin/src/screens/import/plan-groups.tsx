import { useInfiniteQuery } from '@tanstack/react-query';
import type { ImportReport, PlanSummaryQuery } from '@timetable/contracts';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { planSummaryQuery } from '../../api/import-queries.js';
import { apiUrl } from '../../api/request.js';
import { coursesOf, type ListedCourse } from './courses-of.js';
import { Button } from '../../parts/button.js';
import { PagedList } from '../../parts/paged-list.js';

type Grouping = Exclude<PlanSummaryQuery['by'], 'kind'>;

/** In the address bar, and on the button. */
const GROUPINGS: Readonly<Record<Grouping, { readonly name: string; readonly label: string }>> = {
  class: { name: 'classe', label: 'Par classe' },
  teacher: { name: 'enseignant', label: 'Par enseignant' },
  subject: { name: 'matiere', label: 'Par matière' },
  week: { name: 'semaine', label: 'Par semaine' },
};
const isGrouping = (key: string): key is Grouping => key in GROUPINGS;
const ALL = Object.keys(GROUPINGS).filter(isGrouping);

/** What becomes of the sessions of each class, teacher, subject or week. */
export function PlanGroups({
  report: { id, planErasedAt, courseChanges },
}: {
  readonly report: ImportReport;
}): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const by = ALL.find((grouping) => GROUPINGS[grouping].name === parameters.get('par')) ?? 'class';
  const query = useInfiniteQuery({ ...planSummaryQuery(id, by), enabled: planErasedAt === null });
  if (planErasedAt !== null) return null;
  return (
    <div className="stack">
      <div className="row" role="group" aria-label="Regrouper les séances">
        {ALL.map((grouping) => (
          <Button
            key={grouping}
            aria-pressed={grouping === by}
            onClick={() => {
              setParameters({ par: GROUPINGS[grouping].name }, { replace: true, preventScrollReset: true });
            }}
          >
            {GROUPINGS[grouping].label}
          </Button>
        ))}
        <a
          className="button plain screen-only"
          href={apiUrl(`/imports/${id}/plan/summary`, { by, format: 'csv' })}
          download
        >
          <Download size={18} aria-hidden />
          Télécharger (tableur)
        </a>
      </div>
      <PagedList query={query} empty={<p className="muted">Aucune séance ne change.</p>}>
        {(rows) => (
          <ul className="plan-groups">
            {rows.map(({ key, label, sentence }) => (
              <li key={key}>
                <PlanGroup sentence={sentence} courses={coursesOf(courseChanges.items, by, label)} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  );
}

interface PlanGroupProps {
  readonly sentence: string;
  /** Those that the report lists: it has the biggest changes. */
  readonly courses: readonly ListedCourse[];
}

/** How much changes, and course by course once it is opened. */
const PlanGroup = ({ sentence, courses }: PlanGroupProps): ReactNode =>
  courses.length === 0 ? (
    sentence
  ) : (
    <details>
      <summary>{sentence}</summary>
      <ul className="course-changes">
        {courses.map((course) => (
          <li key={course.sentence}>{course.sentence}</li>
        ))}
      </ul>
    </details>
  );
