import { groupBy } from '../collections/group-by.js';
import { countOf } from '../text/french-noun.js';
import { MATCH_KIND_NOUNS } from './match-kind-nouns.js';
import { MATCH_REASONS, matchReasonOf, type MatchReason } from './match-reason.js';
import type { MatchKind } from './match.js';
import { saidOf, type ProgramSentence, type TimetableProgram } from '../timetable/timetable-program.js';

/** One row of a file that is not matched. */
export interface UnmatchedName {
  readonly kind: MatchKind;
  /** As the file writes it. */
  readonly label: string;
  /** How many of the ENT it may be. */
  readonly candidates: number;
  /** Undefined: nothing of the ENT resembles it. */
  readonly reason: MatchReason | undefined;
}

/** All that are unmatched for the same reason: what is to be done is said once for them. */
export interface UnmatchedGroup {
  readonly kind: MatchKind;
  readonly reason: MatchReason | undefined;
  readonly count: number;
  /** French: « 40 élèves inconnus de l’ENT ». */
  readonly title: string;
  /** French: why they are not matched; undefined when the title says it. */
  readonly why: string | undefined;
  /** French: what to do. */
  readonly advice: string;
  readonly actor: 'manager' | 'depositor';
  readonly names: readonly UnmatchedName[];
}

/** Classes first: a group follows from its classes, and they are what a school sees at once. */
const KINDS: readonly MatchKind[] = ['class', 'teacher', 'pupil', 'group'];

const BY_NAME = new Intl.Collator('fr', { numeric: true });

/**
 * By kind and reason, the most numerous first within a kind, each in the order of its names.
 * @param program that wrote the file
 */
export function unmatchedGroups(rows: Iterable<UnmatchedName>, program: TimetableProgram): UnmatchedGroup[] {
  const groups = [...groupBy(rows, ({ kind, reason = '' }) => `${kind} ${reason}`).values()];
  return groups
    .flatMap((names) => groupOf(names, program) ?? [])
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.count - a.count);
}

function groupOf(names: readonly UnmatchedName[], program: TimetableProgram): UnmatchedGroup | undefined {
  const [first] = names;
  if (first === undefined) return undefined;
  const { kind, reason } = first;
  const { actor, advice }: WhatToDo =
    reason === undefined ? { actor: 'manager', advice: UNKNOWN[kind] } : WHAT_TO_DO[reason];
  const participle = reason === undefined ? 'inconnu de l’ENT' : 'non rapproché';
  return {
    kind,
    reason,
    count: names.length,
    title: countOf(names.length, MATCH_KIND_NOUNS[kind], participle),
    why: reason === undefined ? undefined : MATCH_REASONS[reason],
    actor,
    advice: saidOf(program, advice),
    names: names.toSorted((a, b) => BY_NAME.compare(a.label, b.label)),
  };
}

/** As an import keeps it. */
interface StoredName {
  readonly label: string;
  readonly candidates: readonly string[];
  readonly reason?: string | null;
}

/** What an import keeps of who and what it did not match, by kind; a reason of an earlier version is none. */
export const unmatchedNames = (byKind: Readonly<Record<string, readonly StoredName[]>>): UnmatchedName[] =>
  KINDS.flatMap((kind) =>
    (byKind[kind] ?? []).map(({ label, candidates, reason }) => ({
      kind,
      label,
      candidates: candidates.length,
      reason: matchReasonOf(reason ?? ''),
    })),
  );

/** What to do about what nothing of the ENT resembles, and what is missing meanwhile. */
const UNKNOWN: Readonly<Record<MatchKind, string>> = {
  class:
    'Rapprochez chaque classe de celle de l’ENT qui lui correspond, ou faites-la ajouter à l’annuaire. En attendant, les élèves ne voient pas ses séances.',
  teacher:
    'Cherchez chaque nom dans l’annuaire de l’ENT : s’il y est écrit autrement, rapprochez-le ; sinon, faites-le ajouter à l’annuaire. En attendant, les séances portent le nom que donne le fichier.',
  pupil:
    'Cherchez chaque nom dans l’annuaire de l’ENT : s’il y est écrit autrement, rapprochez-le ; sinon, faites-le ajouter à l’annuaire. En attendant, l’élève n’est dans aucun groupe de l’emploi du temps.',
  group: 'Rapprochez d’abord ses classes et ses élèves : le groupe suivra au prochain import.',
};

type WhatToDo = Pick<UnmatchedGroup, 'actor'> & { readonly advice: ProgramSentence };

const CHOOSE: WhatToDo = {
  actor: 'manager',
  advice: 'Choisissez la bonne personne parmi les candidats, dans les rapprochements.',
};
const CHOOSE_NAMELESS: WhatToDo = {
  actor: 'manager',
  advice: 'Confirmez dans les rapprochements que c’est bien celle ou celui de l’ENT qui est proposé.',
};
const MEND_FILE: WhatToDo = {
  actor: 'depositor',
  advice: ({ name }) => `Corrigez ces fiches dans ${name}, puis refaites l’export.`,
};

const WHAT_TO_DO: Readonly<Record<MatchReason, WhatToDo>> = {
  homonyms: CHOOSE,
  identifiers_disagree: CHOOSE,
  identifier_shared: {
    actor: 'manager',
    advice:
      'Choisissez la bonne personne dans les rapprochements, et faites corriger l’identifiant dans l’annuaire.',
  },
  identifier_contradicted: CHOOSE,
  identifier_differs: CHOOSE,
  birth_date_differs: CHOOSE,
  class_differs: CHOOSE,
  most_members: CHOOSE_NAMELESS,
  same_teaching: CHOOSE_NAMELESS,
  homonyms_in_file: {
    actor: 'manager',
    advice: ({ of }) =>
      `Choisissez la bonne personne dans les rapprochements ; une date de naissance dans chaque fiche ${of} l’éviterait.`,
  },
  identifier_shared_in_file: MEND_FILE,
  designated_twice: MEND_FILE,
  name_incomplete: MEND_FILE,
  class_unmatched: {
    actor: 'manager',
    advice: 'Rapprochez d’abord les classes : ces groupes suivront au prochain import.',
  },
  no_known_pupil: {
    actor: 'manager',
    advice: 'Rapprochez d’abord les élèves : ces groupes suivront au prochain import.',
  },
};
