import { beforeEach, describe, expect, it } from '@jest/globals';
import { activitiesOver } from '../testing/run-activity.js';
import { FakePorts, RUN } from '../testing/fake-ports.js';
import { smallExport } from '../testing/small-export.js';
import type { ImportActivities } from './import-activities.js';

let ports: FakePorts;
let activities: ImportActivities;
const validate = () => activities.validateDeposit({ run: RUN });

beforeEach(() => {
  ports = new FakePorts();
  activities = activitiesOver(ports);
});

describe('validateDeposit', () => {
  it('accepts a file without anything to reproach, and records what it is', async () => {
    expect(await validate()).toEqual({
      verdict: 'accepted',
      schoolYear: '2026-2027',
      state: 'ok',
      counts: {
        courses: 2,
        subjects: 1,
        teachers: 1,
        classes: 1,
        groups: 1,
        rooms: 1,
        pupils: 2,
        errors: 0,
        warnings: 0,
      },
    });
    expect(ports.validation?.record).toMatchObject({ format: 'edt', formatVersion: '1.1', problems: [] });
    expect(ports.steps).toEqual(['validation running', 'validation ok']);
  });

  it('accepts with an alert a file that gives warnings, grouped for the report', async () => {
    ports.file = ports.file.replace('DateNaissance="2014-05-12" ', '');
    expect(await validate()).toMatchObject({
      verdict: 'accepted',
      state: 'alert',
      counts: { warnings: 1 },
      message: 'Le fichier donne lieu à 1 avertissement, à voir dans le bilan.',
    });
    expect(ports.validation?.record.problems).toHaveLength(1);
  });

  it('rejects what is not a timetable, with a sentence', async () => {
    ports.file = '%PDF-1.7';
    const result = await validate();
    expect(result).toMatchObject({ verdict: 'rejected', state: 'failed', code: 'not_a_timetable' });
    expect(result.message).toContain('PDF');
  });

  describe('an EDT_PRONOTE… file', () => {
    beforeEach(() => {
      ports.context = { ...ports.context, fileName: 'EDT_PRONOTE_2026.zip' };
    });

    it('that cannot be read is ignored, with the advice, beside the good one', async () => {
      ports.file = '';
      ports.goodFile = { timetableSha256: undefined };
      expect(await validate()).toMatchObject({ verdict: 'ignored', code: 'twin_file', state: 'skipped' });
      expect(ports.validation?.record.verdict).toBe('discarded');
    });

    it('that would be rejected for another reason is ignored too', async () => {
      ports.file = smallExport({ uai: '0750001A' });
      ports.goodFile = { timetableSha256: undefined };
      expect(await validate()).toMatchObject({ verdict: 'ignored', code: 'twin_file' });
    });

    it('is rejected when it comes alone', async () => {
      ports.file = '';
      expect(await validate()).toMatchObject({ verdict: 'rejected', code: 'empty_file' });
    });

    it('that says the same as the good one is ignored: it must not replace it', async () => {
      await validate();
      ports.goodFile = { timetableSha256: ports.validation?.record.timetableSha256 };
      expect(await validate()).toMatchObject({ verdict: 'ignored', code: 'twin_file' });
    });

    it('that can be imported and says something else is a deposit like any other', async () => {
      ports.goodFile = { timetableSha256: 'other' };
      expect(await validate()).toMatchObject({ verdict: 'accepted' });
      ports.goodFile = { timetableSha256: undefined };
      expect(await validate()).toMatchObject({ verdict: 'accepted' });
    });

    it('whose plan a person approved is wanted', async () => {
      await validate();
      ports.goodFile = { timetableSha256: ports.validation?.record.timetableSha256 };
      ports.context = { ...ports.context, approvedPlanHash: 'seen' };
      expect(await validate()).toMatchObject({ verdict: 'accepted' });
    });
  });

  it('does not take a broken file of another name for a duplicate', async () => {
    ports.file = '';
    ports.goodFile = { timetableSha256: undefined };
    expect(await validate()).toMatchObject({ verdict: 'rejected', code: 'empty_file' });
  });

  it('tells the ledger what the file is worth: accepted, known already, refused', async () => {
    await validate();
    expect(ports.validation?.record.verdict).toBe('accepted');
    ports.last = {
      timetableSha256: ports.validation?.record.timetableSha256 ?? '',
      planVersions: '1.1.1|COL@1',
    };
    await validate();
    expect(ports.validation?.record.verdict).toBe('known');
    ports.file = '';
    await validate();
    expect(ports.validation?.record.verdict).toBe('discarded');
  });

  it('rejects the file of another school', async () => {
    ports.file = smallExport({ uai: '0750001A' });
    expect(await validate()).toMatchObject({ verdict: 'rejected', code: 'wrong_school' });
  });

  it('asks for a first manual import before the format of errors', async () => {
    ports.context = { ...ports.context, year: { ...ports.context.year, state: 'awaiting_first_import' } };
    expect(await validate()).toMatchObject({ verdict: 'rejected', code: 'first_import_required' });
  });

  it('rejects a file whose sections are empty where the current state is filled', async () => {
    ports.contents = {
      ...ports.contents,
      services: [
        {
          subjectKey: 'FRANC',
          audience: 'c:c1',
          teachers: ['t1'],
          yearlyMinutes: 60,
          taughtDays: [],
          establishmentIds: ['CITE/COL'],
        },
      ],
    };
    ports.file = smallExport({ courses: '' });
    expect(await validate()).toMatchObject({ verdict: 'rejected', code: 'section_empty' });
  });

  describe('content identical to the last integrated file', () => {
    beforeEach(async () => {
      await validate();
      ports.last = {
        timetableSha256: ports.validation?.record.timetableSha256 ?? '',
        planVersions: '1.1.1|COL@1',
      };
    });

    it('is ignored when nothing has changed since', async () => {
      expect(await validate()).toMatchObject({ verdict: 'ignored', code: 'same_content' });
    });

    it('is imported when matches, settings or directory have changed since', async () => {
      ports.inputVersions = '1.2.1';
      expect(await validate()).toMatchObject({ verdict: 'accepted' });
    });

    it('is imported when the current state has changed since', async () => {
      ports.last = { timetableSha256: ports.last?.timetableSha256 ?? '', planVersions: '1.1.1|COL@0' };
      expect(await validate()).toMatchObject({ verdict: 'accepted' });
    });

    it('is imported when a person has approved its plan', async () => {
      ports.context = { ...ports.context, approvedPlanHash: 'a' };
      expect(await validate()).toMatchObject({ verdict: 'accepted' });
    });
  });

  it('spares the plan a second reading in the same process, once', async () => {
    await validate();
    await activities.planImport({ run: RUN });
    expect(ports.openedFiles).toBe(1);
    await activities.planImport({ run: RUN });
    expect(ports.openedFiles).toBe(2);
  });

  it('reports a storage that does not answer as something time repairs', async () => {
    ports.files.open = () => Promise.reject(new Error('connection refused by 10.0.0.1'));
    await expect(validate()).rejects.toMatchObject({ type: 'Unavailable.Storage', nonRetryable: false });
  });
});
