import { countOf, feminine } from '../text/french-noun.js';
import { frenchInteger, frenchList } from '../text/french.js';
import { DIRECTORY_NOUNS, type DirectoryLoss } from './directory-losses.js';

/** What loading a feed of many schools did, or would do. */
export interface FeedReport {
  /** Rows: one per person and campus. */
  readonly people: number;
  /** People of schools that are not ours. */
  readonly elsewhere: number;
  /** Ids of structures that people are said to be in, and that no feed has described: the first of them. */
  readonly unknownStructures: readonly string[];
  /** Campuses that the feed is about. */
  readonly campuses: number;
  /** Campuses that it changes. */
  readonly changed: number;
  readonly lists: Readonly<
    Record<'teachers' | 'pupils' | 'classes', Readonly<Record<'created' | 'changed' | 'missing', number>>>
  >;
  /** Left as they were, until somebody confirms what they would lose. */
  readonly toConfirm: readonly { readonly campusCode: string; readonly losses: readonly DirectoryLoss[] }[];
  /** Establishments of ours that a complete feed does not have. */
  readonly absent: readonly string[];
}

const MOST_LISTED = 20;

/** The report for the operator who loads the feed: French, one line each; it names schools, and nobody. */
export function feedReportLines(report: FeedReport, isPreview: boolean): string[] {
  const { campuses, changed, lists, elsewhere, absent, unknownStructures, toConfirm } = report;
  return [
    `Cités scolaires de l’annuaire académique : ${frenchInteger(campuses)}, dont ${isPreview ? 'changeraient' : 'ont changé'} : ${frenchInteger(changed)}.`,
    ...FEED_LISTS.map(
      (list) =>
        `  ${FEED_CHANGES.map(([count, what]) => countOf(lists[list][count], DIRECTORY_NOUNS[list], what)).join(', ')}`,
    ),
    ...(elsewhere === 0
      ? []
      : [`Personnes d’autres établissements, laissées de côté : ${frenchInteger(elsewhere)}.`]),
    ...listed('Établissements absents de l’annuaire académique, laissés tels quels', absent),
    ...listed('Structures citées et jamais décrites', unknownStructures),
    ...listed('À confirmer, laissées telles quelles (--confirm)', toConfirm.map(lossLine)),
  ];
}

/** The same in a sentence or two. */
export function feedSentence(
  { campuses, changed, lists, toConfirm }: FeedReport,
  isPreview: boolean,
): string {
  const parts = FEED_LISTS.flatMap((list) =>
    FEED_CHANGES.flatMap(([count, what]) =>
      lists[list][count] === 0 ? [] : [countOf(lists[list][count], DIRECTORY_NOUNS[list], what)],
    ),
  );
  const of = `${countOf(changed, CAMPUS, '')} sur ${frenchInteger(campuses)}`;
  const done =
    parts.length === 0
      ? `Cet annuaire académique ${isPreview ? 'ne changerait' : 'n’a changé'} rien.`
      : `${isPreview ? 'Ce que ferait cet annuaire académique' : 'Ce qu’a fait cet annuaire académique'}, dans ${of} : ${frenchList(parts)}.`;
  if (toConfirm.length === 0) return done;
  return (
    `${done} À confirmer d’abord, parce que plus d’un cinquième d’une liste partirait : ${countOf(toConfirm.length, CAMPUS, '')}, ` +
    `dont rien ${isPreview ? 'ne serait' : 'n’a été'} changé.`
  );
}

const FEED_LISTS = ['teachers', 'pupils', 'classes'] as const;
const FEED_CHANGES = [
  ['created', 'ajouté'],
  ['changed', 'modifié'],
  ['missing', 'retiré'],
] as const;
const CAMPUS = feminine('cité scolaire', 'cités scolaires');

const lossLine = ({ campusCode, losses }: FeedReport['toConfirm'][number]): string => {
  const lost = losses.map(
    ({ list, lost: count, known }) =>
      `${countOf(count, DIRECTORY_NOUNS[list], '')} sur ${frenchInteger(known)}`,
  );
  return `${campusCode} : ${frenchList(lost)}`;
};

function listed(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more =
    items.length > MOST_LISTED ? [`  … et ${frenchInteger(items.length - MOST_LISTED)} de plus`] : [];
  return [
    `${title} : ${frenchInteger(items.length)}`,
    ...items.slice(0, MOST_LISTED).map((item) => `  ${item}`),
    ...more,
  ];
}
