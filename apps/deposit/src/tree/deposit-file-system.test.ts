import { describe, expect, it } from '@jest/globals';
import { types } from 'node:util';
import { HttpMethod } from '../methods/door-method.js';
import { DepositFileSystem } from './deposit-file-system.js';

describe('what is handed to webdav-server', () => {
  it.each([DepositFileSystem, HttpMethod])(
    'holds no async function: it takes one for no callback, and loses its rejection (27): %p',
    (type) => {
      const members = Object.entries(Object.getOwnPropertyDescriptors(type.prototype));
      const functions = members.filter(([, { value }]) => typeof value === 'function');
      expect(functions.length).toBeGreaterThan(2);
      expect(functions.filter(([, { value }]) => types.isAsyncFunction(value)).map(([name]) => name)).toEqual(
        [],
      );
    },
  );
});
