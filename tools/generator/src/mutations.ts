import {
  addSubjects,
  changeCourses,
  closeWeek,
  dropClasses,
  dropCourses,
  dropServices,
} from './course-mutations.js';
import { renameGroups, renameTeachers, renumber } from './identity-mutations.js';
import { Random } from './random.js';
import type { School } from './school.js';

/** A change to a school, as a person types it: `renumber`, `change:1%`, `drop-services:60`… */
export interface Mutation {
  /** As shown by --help. */
  readonly usage: string;
  readonly help: string;
  readonly apply: (school: School, value: number, random: Random) => School;
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  change: {
    usage: 'change:1%',
    help: 'déplace ou change de salle cette part des cours',
    apply: changeCourses,
  },
  'drop-courses': { usage: 'drop-courses:5%', help: 'retire cette part des cours', apply: dropCourses },
  'drop-classes': {
    usage: 'drop-classes:50%',
    help: 'retire cette part des classes, avec leurs élèves, leurs groupes et leurs cours',
    apply: dropClasses,
  },
  'drop-services': {
    usage: 'drop-services:60%',
    help: 'retire tous les cours de cette part des services (matière, classe ou groupe)',
    apply: dropServices,
  },
  'add-subjects': {
    usage: 'add-subjects:5',
    help: 'crée ce nombre de matières, chacune enseignée dans un cours existant',
    apply: addSubjects,
  },
  'close-week': {
    usage: 'close-week:30',
    help: 'ferme entièrement cette semaine scolaire (comptée à partir de 1)',
    apply: closeWeek,
  },
  'rename-groups': {
    usage: 'rename-groups',
    help: 'renomme les groupes sans changer leurs membres',
    apply: renameGroups,
  },
  'rename-teachers': {
    usage: 'rename-teachers:2',
    help: 'change le nom de ce nombre d’enseignants, sous le même IDPN',
    apply: renameTeachers,
  },
  renumber: {
    usage: 'renumber',
    help: 'renumérote tous les Ident et mélange l’ordre, comme une base EDT reconstruite',
    apply: renumber,
  },
};

/**
 * @param text `name` or `name:value`, where the value may end with %
 * @throws RangeError, in French, naming what is known
 */
export function mutate(school: School, text: string, seed: number): School {
  const [name = '', value = '0'] = text.split(':');
  const mutation = MUTATIONS[name];
  const number = Number(value.replace(/%$/, ''));
  if (mutation === undefined || !Number.isFinite(number)) {
    const known = Object.values(MUTATIONS).map(({ usage }) => usage);
    throw new RangeError(`Modification inconnue : ${text}. Connues : ${known.join(', ')}`);
  }
  return mutation.apply(school, number, new Random(seed, text));
}
