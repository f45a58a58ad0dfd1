import { expect, it } from '@jest/globals';
import { formMessage } from '../../forms/form-message.js';
import { importSettingsFormSchema, typedImportSettings } from './import-settings-form.js';

it('reads one version per line, and says again what was saved', () => {
  const typed = { formats: ['edt'], softwareVersions: ' EDT 2025 \n\nEDT 2026', freezeMinutes: '30' };
  const body = importSettingsFormSchema.parse(typed);
  expect(body).toEqual({ formats: ['edt'], softwareVersions: ['EDT 2025', 'EDT 2026'], freezeMinutes: 30 });
  expect(typedImportSettings(body)).toEqual({ ...typed, softwareVersions: 'EDT 2025\nEDT 2026' });
});

it('accepts every version when none is named, and recommends a time', () => {
  expect(importSettingsFormSchema.parse(typedImportSettings({ formats: ['edt', 'udt'] }))).toEqual({
    formats: ['edt', 'udt'],
    freezeMinutes: 15,
  });
});

it.each([
  [{ freezeMinutes: '' }, 'freezeMinutes', 'Ce champ est obligatoire.'],
  [{ freezeMinutes: 'dix' }, 'freezeMinutes', 'Ce champ doit contenir un nombre.'],
  [{ formats: [] }, 'formats', 'Cette liste doit avoir au moins 1 élément.'],
])('%j is refused where it is wrong, in French', (changes, field, message) => {
  const typed = { formats: ['edt'], softwareVersions: '', freezeMinutes: '15', ...changes };
  const { error } = importSettingsFormSchema.safeParse(typed, { error: formMessage });
  expect(error?.issues.map(({ path, message: text }) => [path.join('.'), text])).toEqual([[field, message]]);
});
