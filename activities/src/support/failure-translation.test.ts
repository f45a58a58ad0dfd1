import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { FencedError, StopAskedError } from '@timetable/persistence';
import { PartnerKeyMissing, PlanChanged, StorageUnavailable, toFailure } from './failure-translation.js';

const withCode = (code: string, message = 'duplicate key (last_name)=(DURAND)') =>
  Object.assign(new Error(message), { code });
const isFinal = (failure: Error) => failure instanceof ApplicationFailure && failure.nonRetryable;
const run = { importId: 'i', attempt: 1, generation: '1' };

describe('toFailure', () => {
  it.each([
    ['40P01', 'Unavailable.Database'],
    ['40001', 'Unavailable.Database'],
    ['57P01', 'Unavailable.Database'],
    ['53300', 'Unavailable.Database'],
    ['08006', 'Unavailable.Database'],
    ['ECONNREFUSED', 'Unavailable.Database'],
    ['23505', 'Defect'],
    ['42P01', 'Defect'],
  ])('takes the code %s for %s', (code, type) => {
    expect(toFailure(withCode(code), 1)).toMatchObject({ type, nonRetryable: false });
  });

  it('finds the outage behind what wraps it', () => {
    const wrapped = new Error('query failed', {
      cause: new AggregateError([withCode('ECONNREFUSED')], 'all attempts'),
    });
    expect(toFailure(wrapped, 1)).toMatchObject({ type: 'Unavailable.Database' });
    expect(toFailure(new Error('Connection terminated unexpectedly'), 1)).toMatchObject({
      type: 'Unavailable.Database',
    });
  });

  it('never repeats what an error quotes', () => {
    for (const error of [
      withCode('23505'),
      withCode('40001'),
      new TypeError('DURAND is undefined'),
      'DURAND',
    ]) {
      const failure = toFailure(error, 1);
      expect(`${failure.message} ${failure.stack} ${String(failure.cause)}`).not.toContain('DURAND');
    }
  });

  it('gives a defect five attempts, an outage as many as the workflow allows', () => {
    expect(toFailure(new TypeError('x'), 4)).toMatchObject({ type: 'Defect', nonRetryable: false });
    expect(toFailure(new TypeError('x'), 5)).toMatchObject({ type: 'Defect', nonRetryable: true });
    expect(toFailure(withCode('57P01'), 500)).toMatchObject({ nonRetryable: false });
  });

  it('waits some ten minutes for a partner key, then leaves the establishments to others', () => {
    const attempts = [1, 14, 15].map((attempt) => toFailure(new PartnerKeyMissing(), attempt));
    expect(attempts.map((failure) => [failure.message, isFinal(failure)])).toEqual(
      [false, false, true].map((final) => ['No partner key opens the export any more.', final]),
    );
  });

  it('does not try again what another attempt or a person must decide', () => {
    expect(toFailure(new FencedError(run), 1)).toMatchObject({ type: 'Fenced', nonRetryable: true });
    expect(toFailure(new StopAskedError(run), 1)).toMatchObject({ type: 'StopAsked', nonRetryable: true });
    expect(toFailure(new PlanChanged('x'), 1)).toMatchObject({ type: 'PlanChanged', nonRetryable: true });
    expect(toFailure(new StorageUnavailable('x'), 1)).toMatchObject({
      type: 'Unavailable.Storage',
      nonRetryable: false,
    });
  });

  it('hands failures and cancels of Temporal on as they are', () => {
    const failure = ApplicationFailure.nonRetryable('x', 'y');
    const cancel = new CancelledFailure('CANCELLED');
    expect(toFailure(failure, 1)).toBe(failure);
    expect(toFailure(cancel, 1)).toBe(cancel);
  });
});
