import { frenchCount, type Match } from '@timetable/contracts';
import { CircleCheck, CircleHelp, CircleX, UserCheck, type LucideIcon } from 'lucide-react';
import type { Tone } from '../../parts/tone.js';
import type { DirectoryEntry } from './match-queries.js';

export const MATCH_TAB_LABELS: Readonly<Record<Match['kind'], string>> = {
  class: 'Classes',
  teacher: 'Enseignants',
  group: 'Groupes',
  pupil: 'Élèves',
};

/** The answer that the ENT has none of them. */
export const NOBODY_LABELS: Readonly<Record<Match['kind'], string>> = {
  class: 'Aucune classe de l’ENT',
  teacher: 'Aucune personne de l’ENT',
  group: 'Aucun groupe de l’ENT',
  pupil: 'Aucune personne de l’ENT',
};

interface MatchStateLook {
  /** Of one. */
  readonly label: string;
  /** Of the filter. */
  readonly several: string;
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

export const MATCH_STATE_LOOKS: Readonly<Record<Match['state'], MatchStateLook>> = {
  ambiguous: { label: 'À choisir', several: 'À choisir', tone: 'attention', icon: CircleHelp },
  unmatched: {
    label: 'Non trouvé dans l’ENT',
    several: 'Non trouvés dans l’ENT',
    tone: 'blocked',
    icon: CircleX,
  },
  decided: { label: 'Décidé', several: 'Décidés par une personne', tone: 'running', icon: UserCheck },
  matched: { label: 'Reconnu', several: 'Reconnus par les imports', tone: 'success', icon: CircleCheck },
};

/** « 28 séances à venir · MATHS, FRANÇAIS »; empty where nothing depends on it. */
export function worthOf({ kind, sessions, subjects }: Match): string {
  if (kind === 'pupil') return '';
  const coming = sessions ?? 0;
  return [
    coming === 0 ? 'Aucune séance à venir' : frenchCount(coming, 'séance à venir', 'séances à venir'),
    subjects.join(', '),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

export const entryTitle = (entry: DirectoryEntry): string =>
  'name' in entry ? entry.name : `${entry.lastName} ${entry.firstName}`.trim();

/** What tells a pupil from another of that name. */
export const entryDetails = (entry: DirectoryEntry): string[] =>
  'className' in entry && entry.className !== null ? [`classe ${entry.className}`] : [];
