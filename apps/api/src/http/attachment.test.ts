import { describe, expect, it } from '@jest/globals';
import { attachment } from './attachment.js';

describe('the name of a file to save', () => {
  it('is sent in a header that no name can break out of', () => {
    expect(attachment('été "1".zip')).toBe(
      `attachment; filename="_t_ _1_.zip"; filename*=UTF-8''%C3%A9t%C3%A9%20%221%22.zip`,
    );
  });
});
