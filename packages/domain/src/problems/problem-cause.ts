import type { Problem } from './problem.js';

/** Sections whose absence leaves references to nothing, by what the rows referred to are called. */
const SECTIONS: Readonly<Record<string, string>> = {
  Matiere: 'Matieres',
  Professeur: 'Professeurs',
  Classe: 'Classes',
  PartieDeClasse: 'Classes',
  Groupe: 'Groupes',
  Salle: 'Salles',
  Eleve: 'Eleves',
};

/** What puts courses out of the grid that are not. */
const GRID_CAUSES = ['place_missing', 'place_unreadable', 'grid_unreadable'];

/**
 * Tells of each problem of a file the code of the one that it follows from; undefined for those that stand by themselves.
 */
export function causesAmong(problems: readonly Problem[]): (problem: Problem) => string | undefined {
  const met = new Set(problems.map(({ code, about = '' }) => `${code} ${about}`));
  const gridCause = GRID_CAUSES.find((cause) => met.has(`${cause} `));
  return ({ code, about }) => {
    if (code === 'place_outside_grid') return gridCause;
    if (code !== 'row_missing' || about === undefined) return undefined;
    if (met.has(`section_missing ${SECTIONS[about] ?? ''}`)) return 'section_missing';
    return ['ident_unreadable', 'reference_unreadable'].find((cause) => met.has(`${cause} ${about}`));
  };
}
