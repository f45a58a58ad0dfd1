import { describe, expect, it } from '@jest/globals';
import { nextToRun, startable, type WaitingAttempt } from './queue.js';

const attempt = (id: number, establishments: string, more: Partial<WaitingAttempt> = {}): WaitingAttempt => ({
  id: String(id),
  priority: 3,
  establishments: Array.from(establishments),
  ...more,
});
const deposit = (id: number, establishments = 'A', target = establishments): WaitingAttempt =>
  attempt(id, establishments, { target });
const started = (waiting: readonly WaitingAttempt[], busy = ''): string =>
  startable({ waiting, underWay: [Array.from(busy)] })
    .map(({ id }) => id)
    .join(' ');

const [a1, ab2, b3, a4, c5] = [
  attempt(1, 'A'),
  attempt(2, 'AB'),
  attempt(3, 'B'),
  attempt(4, 'A'),
  attempt(5, 'C'),
];

describe('startable', () => {
  it('starts nothing when nothing waits', () => {
    expect(started([], 'A')).toBe('');
  });

  it('starts side by side what shares no establishment', () => {
    expect(started([a1, ab2, b3, a4, c5])).toBe('1 5');
  });

  it('keeps the order of arrival for what an earlier waiter claims, even when its establishment is free', () => {
    expect(started([ab2, b3, a4], 'AC')).toBe('');
  });

  it('starts the campus-wide deposit alone, then the single ones together', () => {
    expect(started([ab2, b3, a4], 'C')).toBe('2');
    expect(started([b3, a4], 'AB')).toBe('');
    expect(started([b3, a4])).toBe('3 4');
  });

  it('starts one at a time of the same establishment', () => {
    expect(started([a1, a4])).toBe('1');
  });

  it('starts the last of the deposits of one target in the place of the first', () => {
    const waiting = [deposit(1), deposit(2), deposit(3), attempt(4, 'B')];
    expect(started(waiting)).toBe('3 4');
    expect(started(waiting, 'A')).toBe('4');
  });

  it('starts none past a deposit of another target that shares an establishment with it', () => {
    const wide = (id: number): WaitingAttempt => deposit(id, 'AB', 'campus');
    expect(started([deposit(1), deposit(2, 'C'), deposit(3), wide(4), deposit(5)])).toBe('3 2');
    expect(started([wide(1), deposit(2), wide(3)])).toBe('1');
  });

  it('never starts a PRONOTE duplicate in the place of another, nor stops at one', () => {
    const duplicate = (id: number): WaitingAttempt => ({ ...deposit(id), isDuplicate: true });
    expect(started([deposit(1), duplicate(2), deposit(3), duplicate(4)])).toBe('3');
    expect(started([duplicate(1), duplicate(2)])).toBe('1');
  });

  it('keeps the order of what has no target: approved, made by hand, tried again', () => {
    expect(started([a1, deposit(4)])).toBe('1');
  });
});

describe('nextToRun', () => {
  const ids = (attempts: readonly WaitingAttempt[]): string => attempts.map(({ id }) => id).join(' ');

  it('hands over no more than there are places', () => {
    const campuses = [1, 2, 3].map((id) => ({ waiting: [attempt(id, `${id}`)], underWay: [] }));
    expect(ids(nextToRun(campuses, 2))).toBe('1 2');
    expect(nextToRun(campuses, -1)).toEqual([]);
  });

  it('lets no campus with many waiting keep another from its turn', () => {
    const many = { waiting: [attempt(1, 'A'), attempt(2, 'B'), attempt(3, 'C')], underWay: [] };
    const one = { waiting: [attempt(9, 'Z')], underWay: [] };
    expect(ids(nextToRun([many, one], 2))).toBe('1 9');
    expect(ids(nextToRun([{ ...many, underWay: [['D']] }, one], 2))).toBe('9 1');
  });

  it('serves first those that somebody waits for', () => {
    const campuses = [
      { waiting: [attempt(1, 'A')], underWay: [] },
      { waiting: [attempt(8, 'B', { priority: 5 })], underWay: [] },
      { waiting: [attempt(10, 'C', { priority: 1 })], underWay: [['D']] },
    ];
    expect(ids(nextToRun(campuses, 3))).toBe('10 1 8');
  });
});
