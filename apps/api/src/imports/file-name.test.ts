import { describe, expect, it } from '@jest/globals';
import { attachment, cleanFileName } from './file-name.js';

describe('the name of an uploaded file', () => {
  it.each([
    ['EDT_2026_1.zip', 'EDT_2026_1.zip'],
    ['C:\\Users\\marie\\EDT.xml', 'EDT.xml'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nSet-Cookie: x', 'aSet-Cookie: x'],
    ['  ', 'export'],
    ['dossier/', 'export'],
  ])('keeps of %j only %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it('is sent back in a header that no name can break out of', () => {
    expect(attachment('été "1".zip')).toBe(
      `attachment; filename="_t_ _1_.zip"; filename*=UTF-8''%C3%A9t%C3%A9%20%221%22.zip`,
    );
  });
});
