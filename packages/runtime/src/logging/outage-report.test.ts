import { describe, expect, it } from '@jest/globals';
import { outageReport } from './outage-report.js';

describe('the report of an outage', () => {
  it('is one line when it begins and one when it ends, without what the error quotes', () => {
    const lines: unknown[] = [];
    const log = {
      info: (...line: unknown[]) => void lines.push(line),
      warn: (...line: unknown[]) => void lines.push(line),
    };
    const { onFailure, onSuccess } = outageReport('relay', log);
    const lost = Object.assign(new Error('connect to emp.marie'), { code: 'ECONNREFUSED' });
    onSuccess();
    onFailure(lost);
    onFailure(lost);
    onSuccess();
    onSuccess();
    onFailure('lost again');
    expect(lines).toEqual([
      [{ job: 'relay', reason: 'Error ECONNREFUSED' }, 'cannot work for now'],
      [{ job: 'relay' }, 'works again'],
      [{ job: 'relay', reason: 'string' }, 'cannot work for now'],
    ]);
  });
});
