import { DEFAULT_FREEZE_MINUTES, importSettingsSchema, type ImportSettingsBody } from '@timetable/contracts';
import { z } from 'zod';

/** Import settings as they are typed. */
export interface TypedImportSettings {
  formats: string[];
  /** One per line; empty: every version. */
  softwareVersions: string;
  freezeMinutes: string;
}

/** What is typed becomes what the API takes, and is held to its rules. */
export const importSettingsFormSchema = z
  .object({ formats: z.array(z.string()), softwareVersions: z.string(), freezeMinutes: z.string() })
  .transform(({ formats, softwareVersions, freezeMinutes }) => {
    const versions = softwareVersions
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const isNumber = /^\d+$/.test(freezeMinutes.trim());
    return {
      formats,
      ...(versions.length > 0 && { softwareVersions: versions }),
      freezeMinutes: isNumber ? Number(freezeMinutes) : freezeMinutes,
    };
  })
  .pipe(z.preprocess((settings) => settings, importSettingsSchema));

export const typedImportSettings = ({
  formats,
  softwareVersions = [],
  freezeMinutes = DEFAULT_FREEZE_MINUTES,
}: ImportSettingsBody): TypedImportSettings => ({
  formats,
  softwareVersions: softwareVersions.join('\n'),
  freezeMinutes: String(freezeMinutes),
});
