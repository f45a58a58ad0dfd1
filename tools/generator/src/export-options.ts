import { z } from 'zod';
import { parseOptions } from '@timetable/command-line';
import { ORDINARY_SCHOOL, type SchoolOptions, type SchoolSize } from './school-size.js';
import { EXPORT_FORMATS, type ExportFormat } from './export-file.js';
import { MUTATIONS } from './mutations.js';
import { schoolYearOf } from './school-calendar.js';

const EXPORT_OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  out: { type: 'string', short: 'o' },
  format: { type: 'string' },
  zip: { type: 'boolean' },
  from: { type: 'string' },
  encrypt: { type: 'string' },
  partner: { type: 'string' },
  directory: { type: 'string' },
  establishment: { type: 'string' },
  'unknown-teachers': { type: 'string' },
  'unknown-pupils': { type: 'string' },
  seed: { type: 'string' },
  'school-year': { type: 'string' },
  zone: { type: 'string' },
  uai: { type: 'string' },
  pupils: { type: 'string' },
  classes: { type: 'string' },
  groups: { type: 'string' },
  teachers: { type: 'string' },
  courses: { type: 'string' },
  'size-mb': { type: 'string' },
  mutate: { type: 'string', multiple: true },
} as const;

export interface ExportOptions {
  readonly school: SchoolOptions;
  readonly file: string;
  readonly format: ExportFormat;
  readonly zip: boolean;
  /** Export of EDT in clear that is packed instead of one made here; undefined: one is made. */
  readonly from: string | undefined;
  /** PEM file of the public key that the export is encrypted with; in clear when undefined. */
  readonly publicKeyFile: string | undefined;
  /** Name of the partner it is encrypted for. */
  readonly partner: string;
  readonly mutations: readonly string[];
  /** Where to write the matching directory, as tables in a .zip or as JSON; not written when undefined. */
  readonly directory: string | undefined;
  readonly establishment: string;
  readonly unknownTeachers: number;
  readonly unknownPupils: number;
}

const count = z.coerce.number().int().min(0);
const size = z.coerce.number().int().min(1).optional();

const schema = z.object({
  out: z.string().optional(),
  format: z.enum(EXPORT_FORMATS).default('edt'),
  zip: z.boolean().default(false),
  from: z.string().min(1).optional(),
  encrypt: z.string().min(1).optional(),
  partner: z.string().min(1).max(64).default('DEMO-ENT'),
  directory: z.string().optional(),
  establishment: z.string().default('college'),
  'unknown-teachers': count.default(0),
  'unknown-pupils': count.default(0),
  seed: z.coerce.number().int().default(1),
  'school-year': z
    .string()
    .refine(
      (label) => /^\d{4}-\d{4}$/.test(label) && Number(label.slice(5)) === Number(label.slice(0, 4)) + 1,
    )
    .optional(),
  zone: z.enum(['A', 'B', 'C']).default('B'),
  uai: z
    .string()
    .regex(/^\d{7}[A-Z]$/)
    .default('9990001X'),
  pupils: size,
  classes: size,
  groups: count.optional(),
  teachers: size,
  courses: size,
  'size-mb': z.coerce.number().positive().optional(),
  mutate: z.array(z.string()).default([]),
});

/**
 * Undefined when help was asked for.
 * @param now gives the default school year and the file's name
 * @throws RangeError, in French, naming the wrong option
 */
export function readExportOptions(args: readonly string[], now: Date): ExportOptions | undefined {
  const values = parseOptions(args, EXPORT_OPTIONS);
  if (values.help === true) return undefined;
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => `--${path.map(String).join('.')}`);
    throw new RangeError(`Valeur incorrecte pour ${names.join(', ')} (voir --help)`);
  }
  const given = parsed.data;
  const schoolYear = given['school-year'] ?? schoolYearOf(now.toISOString().slice(0, 10));
  return {
    school: { ...sizeOf(given), seed: given.seed, uai: given.uai, zone: given.zone, schoolYear },
    file: given.out ?? fileName(given, schoolYear, now),
    format: given.format,
    zip: given.zip,
    from: given.from,
    publicKeyFile: given.encrypt,
    partner: given.partner,
    mutations: given.mutate,
    directory: given.directory,
    establishment: given.establishment,
    unknownTeachers: given['unknown-teachers'],
    unknownPupils: given['unknown-pupils'],
  };
}

/** As the program calls it: what UnDeuxTEMPS exports says in its name alone whose it is. */
function fileName(
  { format, uai, zip }: { readonly format: ExportFormat; readonly uai: string; readonly zip: boolean },
  schoolYear: string,
  now: Date,
): string {
  if (format === 'sts') return `emp_sts_${uai}_${schoolYear.slice(0, 4)}.${zip ? 'zip' : 'xml'}`;
  if (format === 'udt') return `${uai}_${now.toISOString().replaceAll(/\D/g, '').slice(0, 14)}_UDT.zip`;
  return `EDT_${schoolYear.slice(0, 4)}_${now.getTime()}.${zip ? 'zip' : 'xml'}`;
}

/** Size of the file that an ordinary school gives, in bytes: measured, and checked by a test. */
export const ORDINARY_BYTES = 465_000;

function sizeOf(given: Partial<Record<keyof SchoolSize | 'size-mb', number | undefined>>): SchoolSize {
  const scale = given['size-mb'] === undefined ? 1 : (given['size-mb'] * 1024 * 1024) / ORDINARY_BYTES;
  const scaled = (kind: keyof SchoolSize): number =>
    given[kind] ?? Math.max(kind === 'groups' ? 0 : 1, Math.round(ORDINARY_SCHOOL[kind] * scale));
  return {
    pupils: scaled('pupils'),
    classes: scaled('classes'),
    groups: scaled('groups'),
    teachers: scaled('teachers'),
    courses: scaled('courses'),
  };
}

export function exportHelp(): string {
  const { pupils, classes, groups, teachers, courses } = ORDINARY_SCHOOL;
  return `Fabrique un export d’EDT (XML clair 1.1, ou 2.0 avec edt2), d’UnDeuxTEMPS ou pour STSWEB d’un établissement fictif. Les mêmes options donnent toujours le même fichier.

  npm run generate-export -- [options]

  --out <fichier>            fichier à écrire (défaut : EDT_<année>_<horodatage>.xml ou .zip)
  --format <edt|edt2|udt|sts> programme dont c’est l’export (défaut : edt) ; celui d’UnDeuxTEMPS est une archive
  --zip                      une archive contenant le XML, comme EDT la dépose ; pour STSWEB, emp_sts et sts_emp ensemble
  --encrypt <clé publique>   chiffré comme EDT l’envoie de lui-même, pour qui a la clé privée (PEM)
  --partner <nom>            partenaire pour lequel il est chiffré (défaut : DEMO-ENT)
  --from <export en clair>   n’en fabrique pas : met celui-ci, d’EDT, sous cette forme
  --directory <fichier>      écrit aussi l’annuaire correspondant : des tableaux CSV (.zip), ou du JSON (.json)
  --establishment <code>     établissement des classes de l’annuaire (défaut : college)
  --unknown-teachers <n>     enseignants de l’export absents de l’annuaire (défaut : 0)
  --unknown-pupils <n>       élèves de l’export absents de l’annuaire (défaut : 0)

  --school-year <2026-2027>  année scolaire (défaut : celle d’aujourd’hui)
  --zone <A|B|C>             zone des vacances (défaut : B)
  --uai <9990001X>           établissement décrit
  --seed <n>                 autre tirage (défaut : 1)

  --pupils <n>               élèves (défaut : ${pupils})
  --classes <n>              classes (défaut : ${classes})
  --groups <n>               groupes (défaut : ${groups})
  --teachers <n>             enseignants (défaut : ${teachers})
  --courses <n>              cours hebdomadaires (défaut : ${courses})
  --size-mb <n>              taille approximative du XML : multiplie ce qui précède

  --mutate <modification>    modifie l’établissement ; peut être répété, dans l’ordre :
${Object.values(MUTATIONS)
  .map(({ usage, help }) => `      ${usage.padEnd(20)} ${help}`)
  .join('\n')}
`;
}
