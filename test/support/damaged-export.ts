import fc from 'fast-check';

/** Damage to one row of an export, after which what the row means cannot be read. */
export interface DamagedRow {
  /** What was done to which row: « Cours/Cours/Salle Semaines = "?" (12) ». */
  readonly what: string;
  /** The section of the row, and which of its rows it is, from 0. */
  readonly section: string;
  readonly row: number;
  /** The text of the row, and what it becomes. */
  readonly sound: string;
  readonly damaged: string;
}

/** @throws RangeError when the text has no such row */
export function withDamage(text: string, { what, section, sound, damaged }: DamagedRow): string {
  const from = text.indexOf(sound, text.indexOf(`<${section}`));
  if (from < 0) throw new RangeError(`There is no row to damage: ${what}`);
  return `${text.slice(0, from)}${damaged}${text.slice(from + sound.length)}`;
}

/** A value becomes another one that cannot mean anything, or disappears (undefined). */
type Damage = (value: string) => string | undefined;

const gone: readonly Damage[] = [() => undefined, () => '', () => '  '];
const GARBLED = ['?', 'abc', '-4', '3,7', '99999999999999999999'] as const;
const as = (...values: readonly string[]): readonly Damage[] => values.map((value) => () => value);
const NUMBER = [...gone, ...as(...GARBLED), (value: string) => `${value}x`, (value: string) => `${value}-`];
const REFERENCE = [...NUMBER, ...as('987654')];
/** No week; week 0; weeks that no year has. */
const WEEKS = [...NUMBER, ...as('1', String(1n << 62n), String(1n << 63n))];
const NOT_A_DATE = as('hier', '2027-02-31', '31/08/2027', '2026-09', '0000-00-00', '20260901');
/** A stay without dates is one of the whole year, which the generator's are. */
const ENTRY = [...gone, ...NOT_A_DATE, ...as('2031-09-01')];
const LEAVING = [...gone, ...NOT_A_DATE, ...as('2020-09-01', '2026-08-31')];
const NAME = [...gone, ...as('\u200b', '\u00a0')];

/** Where what can be damaged stands, and how it is. */
const FIELDS: readonly (readonly [path: string, attribute: string, damages: readonly Damage[]])[] = [
  ['Matieres/Matiere', 'Ident', NUMBER],
  ['Matieres/Matiere', 'Code', gone],
  ['Matieres/Matiere', 'Libelle', gone],
  ['Professeurs/Professeur', 'Ident', NUMBER],
  ['Professeurs/Professeur', 'Nom', NAME],
  ['Professeurs/Professeur', 'Prenom', NAME],
  ['Professeurs/Professeur', 'IDPN', gone],
  ['Professeurs/Professeur', 'IDSTS', gone],
  ['Classes/Classe', 'Ident', NUMBER],
  ['Classes/Classe', 'Nom', NAME],
  ['Classes/Classe/PartieDeClasse', 'Ident', NUMBER],
  ['Groupes/Groupe', 'Ident', NUMBER],
  ['Groupes/Groupe', 'Nom', NAME],
  ['Groupes/Groupe/PartieDeClasse', 'Ident', REFERENCE],
  ['Salles/Salle', 'Ident', NUMBER],
  ['Salles/Salle', 'Nom', NAME],
  ['Eleves/Eleve', 'Ident', NUMBER],
  ['Eleves/Eleve', 'Nom', NAME],
  ['Eleves/Eleve', 'Prenom', NAME],
  ['Eleves/Eleve', 'DateNaissance', [...gone, ...NOT_A_DATE]],
  ['Eleves/Eleve', 'NumeroNational', gone],
  ['Eleves/Eleve', 'IDSconet', gone],
  ['Eleves/Eleve', 'IDPN', gone],
  ['Eleves/Eleve/Classe', 'Ident', REFERENCE],
  ['Eleves/Eleve/Classe', 'DateEntree', ENTRY],
  ['Eleves/Eleve/Classe', 'DateSortie', LEAVING],
  ['Eleves/Eleve/PartieDeClasse', 'Ident', REFERENCE],
  ['Eleves/Eleve/PartieDeClasse', 'DateEntree', ENTRY],
  ['Eleves/Eleve/PartieDeClasse', 'DateSortie', LEAVING],
  ['Cours/Cours', 'Jour', [...NUMBER, ...as('0', '8')]],
  ['Cours/Cours', 'NumeroPlaceDebut', [...NUMBER, ...as('99')]],
  ['Cours/Cours', 'NombrePlaces', [...NUMBER, ...as('0', '99')]],
  ['Cours/Cours/Matiere', 'Ident', REFERENCE],
  ...['Professeur', 'Classe', 'Groupe', 'Salle'].flatMap((child) => [
    [`Cours/Cours/${child}`, 'Ident', REFERENCE] as const,
    [`Cours/Cours/${child}`, 'Semaines', WEEKS] as const,
  ]),
  ['GrilleHoraire', 'NombrePlacesParJour', NUMBER],
  ['GrilleHoraire', 'DureePlace', NUMBER],
  ['GrilleHoraire/PlacesParJour/Place', 'Numero', NUMBER],
  ['GrilleHoraire/PlacesParJour/Place', 'LibelleHeureDebut', [...gone, ...as('?', '8', '25:00', '-8:00')]],
  ['GrilleHoraire/PlacesParJour/Place', 'LibelleHeureFin', [...gone, ...as('?', '8', '25:00', '00:00')]],
  ['AnneeScolaire', 'DateDebut', [...gone, ...NOT_A_DATE]],
  ['AnneeScolaire', 'DateFin', [...gone, ...NOT_A_DATE]],
  ['AnneeScolaire', 'DatePremierJourSemaine1', [...gone, ...NOT_A_DATE]],
];

/** What others refer to and that may be missing altogether. */
const REFERRED = [
  'Matieres/Matiere',
  'Professeurs/Professeur',
  'Classes/Classe',
  'Classes/Classe/PartieDeClasse',
  'Groupes/Groupe',
  'Salles/Salle',
];

interface Tag {
  readonly path: string;
  readonly row: number;
  readonly from: number;
  /** End of the tag, and of the element. */
  readonly to: number;
  end: number;
  readonly attributes: ReadonlyMap<string, string>;
  /** The element that is a row of its section, or the section itself. */
  readonly whole: Tag | undefined;
}

/**
 * Damage to one row each, drawn at random: first where, then what.
 * @param text a sound export
 */
export function damagedRows(text: string, count: number, seed: number): DamagedRow[] {
  const tags = Map.groupBy(tagsOf(text), ({ path }) => path);
  const chance = fc.noBias(fc.nat(SHARES - 1)).map((share) => share / SHARES);
  const draws = fc.sample(fc.tuple(chance, chance, chance), { numRuns: count, seed });
  const places = [...FIELDS, ...REFERRED.map((path) => [path, undefined, []] as const)].filter(([path]) =>
    tags.has(path),
  );
  return draws.map(([where, which, how]) => {
    const [path, attribute, damages] = at(places, where);
    const tag = at(tags.get(path) ?? [], which);
    if (attribute === undefined) return damagedRow(text, tag, 'absent', '', tag.end);
    const value = at(damages, how)(tag.attributes.get(attribute) ?? '');
    const written = value === undefined ? '' : ` ${attribute}="${value}"`;
    const what = value === undefined ? `sans ${attribute}` : `${attribute} = "${value}"`;
    const source = text.slice(tag.from, tag.to).replace(new RegExp(` ${attribute}="[^"]*"`), written);
    return damagedRow(text, tag, what, source, tag.to);
  });
}

const SHARES = 2 ** 20;

function damagedRow(text: string, tag: Tag, what: string, source: string, to: number): DamagedRow {
  const whole = tag.whole ?? tag;
  const [section = ''] = tag.path.split('/');
  return {
    what: `${tag.path} ${what} (${tag.row})`,
    section,
    row: tag.row,
    sound: text.slice(whole.from, whole.end),
    damaged: `${text.slice(whole.from, tag.from)}${source}${text.slice(to, whole.end)}`,
  };
}

/** Every element below the root, in order. */
function tagsOf(text: string): Tag[] {
  const tags: Tag[] = [];
  const open: Tag[] = [];
  const names: string[] = [];
  let row = -1;
  for (const found of text.matchAll(/<(\/?)(\w+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g)) {
    const [source, closing, name = '', attributes = '', isEmpty] = found;
    const to = found.index + source.length;
    if (closing !== '') {
      const tag = open.pop();
      if (tag !== undefined) tag.end = to;
      names.pop();
      continue;
    }
    if (names.length === 1) row = -1;
    if (names.length === 2) row += 1;
    const path = [...names.slice(1), name].join('/');
    // Below the root and its section.
    const tag: Tag = {
      path,
      row,
      from: found.index,
      to,
      end: to,
      attributes: attributesOf(attributes),
      whole: open[2],
    };
    tags.push(tag);
    if (isEmpty !== '') continue;
    open.push(tag);
    names.push(name);
  }
  return tags;
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));

function at<T>(items: readonly T[], share: number): T {
  const item = items[Math.floor(share * items.length)];
  if (item === undefined) throw new RangeError('Nothing to draw from.');
  return item;
}
