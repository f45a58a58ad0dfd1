import { describe, expect, it } from '@jest/globals';
import type { DepositRef } from '../messages.js';
import { startable } from './coordinator.queue.js';

const ref = (importId: string, ...establishments: string[]): DepositRef => ({
  importId,
  round: 1,
  establishments,
  uais: [],
  origin: 'automatic',
  priority: 3,
});
const ids = (refs: readonly DepositRef[]) => refs.map(({ importId }) => importId);

const d1 = ref('d1', 'A');
const d2 = ref('d2', 'A', 'B');
const d3 = ref('d3', 'B');
const d4 = ref('d4', 'A');
const d5 = ref('d5', 'C');

describe('startable', () => {
  it('starts nothing when nothing waits', () => {
    expect(startable([], ['A'])).toEqual([]);
  });

  it('starts side by side what shares no establishment', () => {
    expect(ids(startable([d1, d2, d3, d4, d5], []))).toEqual(['d1', 'd5']);
  });

  it('keeps the order of arrival for what an earlier waiter claims, even when its establishment is free', () => {
    expect(ids(startable([d2, d3, d4], ['A', 'C']))).toEqual([]);
  });

  it('starts the campus-wide deposit alone, then the single ones together', () => {
    expect(ids(startable([d2, d3, d4], ['C']))).toEqual(['d2']);
    expect(ids(startable([d3, d4], ['A', 'B']))).toEqual([]);
    expect(ids(startable([d3, d4], []))).toEqual(['d3', 'd4']);
  });

  it('starts one round at a time of the same establishment', () => {
    expect(ids(startable([d1, d4], []))).toEqual(['d1']);
  });

  it('starts the last of the deposits of one target in the place of the first', () => {
    const waiting = [...['1', '2', '3'].map((id) => ({ ...ref(id, 'A'), target: 'A' })), d3];
    expect(ids(startable(waiting, []))).toEqual(['3', 'd3']);
    expect(ids(startable(waiting, ['A']))).toEqual(['d3']);
  });

  it('starts none past a deposit of another target that shares an establishment with it', () => {
    const single = (id: string): DepositRef => ({ ...ref(id, 'A'), target: 'A' });
    const wide: DepositRef = { ...ref('wide', 'A', 'B'), target: 'campus' };
    const elsewhere: DepositRef = { ...ref('elsewhere', 'C'), target: 'C' };
    expect(ids(startable([single('1'), elsewhere, single('2'), wide, single('3')], []))).toEqual([
      '2',
      'elsewhere',
    ]);
    expect(ids(startable([wide, single('1'), { ...wide, importId: 'wide2' }], []))).toEqual(['wide']);
  });

  it('never starts a PRONOTE duplicate in the place of another, nor stops at one', () => {
    const good = (id: string): DepositRef => ({ ...ref(id, 'A'), target: 'A' });
    const duplicate = (id: string): DepositRef => ({ ...good(id), isDuplicate: true });
    expect(ids(startable([good('1'), duplicate('1b'), good('2'), duplicate('2b')], []))).toEqual(['2']);
    expect(ids(startable([duplicate('1b'), duplicate('2b')], []))).toEqual(['1b']);
  });

  it('keeps the order of what has no target: approved, made by hand, tried again', () => {
    expect(ids(startable([d1, { ...d4, target: 'A' }], []))).toEqual(['d1']);
  });

  it('leaves the waiting list as it was', () => {
    const waiting = [d1, d2];
    startable(waiting, []);
    expect(waiting).toEqual([d1, d2]);
  });
});
