// The console in a real browser, against the whole product: one start for all of it, since a start costs as much as many tests.
import { describe, jest } from '@jest/globals';
import { describeWhere, lackingPrograms } from '@timetable/test-conditions';
import { BrowsedProduct } from '../support/browsed-product.js';
import { citeTests } from './cite-tests.js';
import { firstHourTests } from './first-hour-tests.js';
import { firstUseTests } from './first-use-tests.js';
import { matchTests } from './match-tests.js';
import { readerTests } from './reader-tests.js';
import { settingsTests } from './settings-tests.js';
import { statesTests } from './states-tests.js';
import { viewsTests } from './views-tests.js';
import { walkTests } from './walk-tests.js';

jest.setTimeout(180_000);

describeWhere('The console', lackingPrograms('chromium', 'curl'), () => {
  const browsed = new BrowsedProduct();

  describe('for who has never seen it, on a fresh installation', () => {
    firstUseTests(browsed);
  });
  describe('in the first hour of a school', () => {
    firstHourTests(browsed);
  });
  describe('where a school sets things', () => {
    settingsTests(browsed);
  });
  describe('where names, weeks and campuses are looked at', () => {
    viewsTests(browsed);
  });
  describe('where names are decided', () => {
    matchTests(browsed);
  });
  describe('of a cité scolaire', () => {
    citeTests(browsed);
  });
  describe('for every reader', () => {
    readerTests(browsed);
  });
  describe('from one end to the other', () => {
    walkTests(browsed);
  });
  describe('in bad moments', () => {
    statesTests(browsed);
  });
});
