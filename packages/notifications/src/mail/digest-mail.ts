import { capitalised, frenchCount, frenchInteger, type DigestNotificationData } from '@timetable/domain';
import { linkTo, receptionOf, type ImportFact } from './import-mail.js';
import { ACTORS, CLOSINGS, KIND_TEXTS } from './import-kind-texts.js';
import type { MailContent } from './mail-content.js';
import { layOut } from './mail-layout.js';

/** Points that a mail tells one by one; an operator may have thousands after a bad night. */
const MOST_TOLD = 20;

/** What waits for somebody comes first: it is what must be read when there is more than a mail tells. */
const BY_URGENCY: readonly ImportFact['kind'][] = ['held', 'interrupted', 'rejected', 'alerts'];

/**
 * What happened since the last summary, in one mail of a length that one reads; only people who sign in have one.
 * @param linkOf the page of an import
 */
export function renderDigestMail(
  { items }: DigestNotificationData,
  linkOf: (importId: string) => string,
): MailContent {
  const schools = [...new Set(items.map(({ data }) => data.school))];
  const [school, ...others] = schools;
  const about = others.length === 0 ? (school ?? '') : `${frenchInteger(schools.length)} établissements`;
  const points = items.length === 1 ? 'un point à voir' : `${frenchInteger(items.length)} points à voir`;
  const ordered = items.toSorted(
    (one, other) => BY_URGENCY.indexOf(one.kind) - BY_URGENCY.indexOf(other.kind),
  );
  return layOut({
    subject: `[EDT] ${about} : résumé du jour, ${points}`,
    title: 'Emplois du temps : le résumé du jour',
    intro: ['Bonjour,', 'Voici ce que les imports ont signalé depuis le résumé précédent.'],
    facts: [],
    sections: [
      ...ordered.slice(0, MOST_TOLD).map((item) => ({
        heading: `${item.data.school} : ${KIND_TEXTS[item.kind].headline}`,
        lines: linesOf(item),
        link: linkTo(linkOf(item.data.importId)),
      })),
      othersOf(ordered.slice(MOST_TOLD)),
    ],
    closing: CLOSINGS.staff,
  });
}

/** The points beyond, by what they are. */
function othersOf(items: readonly ImportFact[]): {
  readonly heading: string;
  readonly lines: readonly string[];
} {
  if (items.length === 0) return { heading: '', lines: [] };
  const byKind = Map.groupBy(items, ({ kind }) => kind);
  return {
    heading: `Et ${frenchCount(items.length, 'autre point', 'autres points')}`,
    lines: [
      ...[...byKind].map(
        ([kind, found]) =>
          `${capitalised(KIND_TEXTS[kind].headline)} : ${frenchCount(found.length, 'fois', 'fois')}.`,
      ),
      'L’historique des imports, dans l’ENT, les donne tous.',
    ],
  };
}

const linesOf = ({ data }: ImportFact): string[] => [
  `Fichier ${data.fileName}, reçu le ${receptionOf(data)}.`,
  ...(data.news ?? []),
  ...data.sentences,
  `Qui doit agir : ${ACTORS[data.nextActor]}.`,
];
