import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CurrentState, Directory, StswebExport } from '@timetable/domain';
import { memorySource, readTimetable } from '@timetable/formats';
import { entDirectory, exportBytes, exportFiles, makeSchool } from '@timetable/generator';
import { campusDirectory } from '../support/college/campus-directory.js';
import { fateOf, targetOf } from '../support/fate-of-file.js';
import { keyPair, keyRing } from '../support/key-ring.js';
import { mangledArchive } from '../support/mangled-archive.js';
import { mangledExport } from '../support/mangled-export.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

/** Of each format, always the same ones; more of them by hand. */
const COUNT = Number(process.env['MANGLED_FILES'] ?? 60);

const school = makeSchool({ ...RULES_SCHOOL, pupils: 30, classes: 2, groups: 5, teachers: 6, courses: 40 });
const target = targetOf('demo/college', school.uai);
const current: CurrentState = {
  subjects: [],
  services: [],
  closures: [],
  groups: [],
  year: { ...RULES_SCHOOL.year, state: 'open' },
};
const { publicKey, privateKey } = keyPair();

type Mangling = (seed: number) => Promise<Buffer>;

/** Files of every format, altered at random: each is planned, or refused in a sentence; nothing crashes, hangs or grows. */
describe('files altered at random', () => {
  let directory: Directory;
  let kept: StswebExport | undefined;
  const reading = {
    partnerKeys: keyRing({ ENT: [privateKey] }),
    stswebExports: { find: () => Promise.resolve(kept) },
  };

  beforeAll(async () => {
    directory = campusDirectory('demo', entDirectory(school, { establishment: 'college' }));
    const both = await exportBytes(school, { format: 'sts', zip: true });
    const read = await readTimetable(memorySource(both), { maxXmlBytes: 10_000_000 });
    kept = read.kind === 'timetable' ? read.stswebExport : undefined;
  });

  const ofText = async (text: Promise<Buffer>): Promise<Mangling> => {
    const whole = String(await text);
    return (seed) => Promise.resolve(mangledExport(whole, seed));
  };
  const ofArchive = (format: 'sts' | 'udt'): Promise<Mangling> => {
    const files = exportFiles(school, format);
    return Promise.resolve((seed) => mangledArchive(files, seed));
  };
  const partners = [{ name: 'ENT', publicKey }];

  it.each<[string, () => Promise<Mangling>]>([
    ['EDT 2', () => ofText(exportBytes(school, { format: 'edt2', zip: false }))],
    ['EDT 2, encrypted', () => ofText(exportBytes(school, { format: 'edt2', zip: false, partners }))],
    ['STSWEB, emp_sts alone', () => ofText(exportBytes(school, { format: 'sts', zip: false }))],
    ['STSWEB, both files', () => ofArchive('sts')],
    ['UnDeuxTEMPS', () => ofArchive('udt')],
  ])(
    'of %s are planned, or refused in a sentence',
    async (format, make) => {
      const mangled = await make();
      const fates = new Map<string, number>();
      for (let seed = 1; seed <= COUNT; seed += 1) {
        const fate = await fateOf(await mangled(seed), { directory, current, target, reading });
        fates.set(fate, (fates.get(fate) ?? 0) + 1);
      }
      if (process.env['MANGLED_FILES'] !== undefined)
        process.stderr.write(`${format} ${JSON.stringify([...fates])}\n`);
      expect(fates.get('planned')).toBeGreaterThan(0);
      expect(fates.size).toBeGreaterThan(3);
    },
    600_000,
  );
});
