import { feedClassId, type FeedPerson, type FeedStructure } from '@timetable/domain';
import { parseDay } from '../feed-dates.js';
import type { AafRequest } from './aaf-request.js';

/** The school that a request is about; undefined: it is about something else. */
export function feedStructure({
  operation,
  category,
  id,
  attributes,
}: AafRequest): FeedStructure | undefined {
  if (category !== 'EtabEducNat') return undefined;
  const uai = first(attributes, 'ENTStructureUAI') ?? first(attributes, 'ENTEtablissementUAI');
  const name = first(attributes, 'ENTStructureNomCourant');
  const classes = attributes.get('ENTStructureClasses');
  return {
    ...{ id, isGone: operation === 'delete' },
    ...(uai !== undefined && { uai: uai.toUpperCase() }),
    ...(name !== undefined && { name }),
    // « 6A$libellé$niveau… »
    ...(classes && { classes: classes.map((value) => partOf(value, 0)).filter((part) => part !== '') }),
  };
}

/** The teacher or pupil that a request is about; undefined: somebody else, such as staff who teach nothing. */
export function feedPerson(request: AafRequest): FeedPerson | undefined {
  const { operation, category, id, attributes } = request;
  if (category !== 'Eleve' && category !== 'PersEducNat') return undefined;
  const kind = category === 'Eleve' ? 'pupil' : 'teacher';
  if (operation === 'delete') return { kind, id, isGone: true };
  const structures = kind === 'pupil' ? attributes.get('ENTPersonStructRattach') : teachingPlaces(request);
  // Of a change, what is not said is unchanged; who is added and teaches nowhere is no teacher.
  if (kind === 'teacher' && structures === undefined && operation === 'add') return undefined;
  const birth = first(attributes, 'ENTPersonDateNaissance');
  const birthDate = birth === undefined ? undefined : parseDay(birth);
  const [lastName, firstName] = [first(attributes, 'sn'), first(attributes, 'givenName')];
  const [stsId, nationalId] = [first(attributes, 'ENTPersonSTSId'), first(attributes, 'ENTEleveINE')];
  const sieclId = first(attributes, 'ENTEleveStructRattachId');
  return {
    ...{ kind, id, isGone: false },
    ...(structures !== undefined && { structures }),
    ...(lastName !== undefined && { lastName }),
    ...(firstName !== undefined && { firstName }),
    ...(birthDate !== undefined && { birthDate }),
    ...(stsId !== undefined && { stsId }),
    ...(nationalId !== undefined && { nationalId }),
    ...(sieclId !== undefined && { sieclId }),
    ...classOf(attributes),
  };
}

const PLACES = ['ENTAuxEnsClassesMatieres', 'ENTAuxEnsGroupesMatieres', 'ENTAuxEnsMatiereEnseignEtab'];
const TEACHES = 'ENS';

/** Where somebody teaches: where their function is teaching (« structure$ENS$… »), and where they have classes or subjects. */
function teachingPlaces({ attributes }: AafRequest): readonly string[] | undefined {
  const functions = attributes.get('ENTPersonFonctions');
  const lessons = PLACES.flatMap((name) => attributes.get(name) ?? []);
  if (functions === undefined && lessons.length === 0) return undefined;
  const teaching = functions?.filter((value) => partOf(value, 1) === TEACHES) ?? [];
  const places = new Set([...teaching, ...lessons].map((value) => partOf(value, 0)));
  return places.size === 0 && functions === undefined ? undefined : [...places];
}

/** « structure$6A »: pupils have one class. */
function classOf(attributes: AafRequest['attributes']): { classId?: string | null } {
  const values = attributes.get('ENTEleveClasses');
  if (values === undefined) return {};
  const [value] = values;
  return { classId: value === undefined ? null : feedClassId(partOf(value, 0), partOf(value, 1)) };
}

const first = (attributes: AafRequest['attributes'], name: string): string | undefined =>
  attributes.get(name)?.[0];

/** « 6A » of « 100$6A »: what stands between the signs. */
function partOf(value: string, index: 0 | 1): string {
  const first = value.indexOf('$');
  if (first < 0) return index === 0 ? value.trim() : '';
  if (index === 0) return value.slice(0, first).trim();
  const second = value.indexOf('$', first + 1);
  return value.slice(first + 1, second < 0 ? undefined : second).trim();
}
