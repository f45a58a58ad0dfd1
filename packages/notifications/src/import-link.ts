/** Address of what people open to see an import. */
export const importLink = (publicUrl: string, importId: string): string =>
  `${publicUrl}/api/v1/imports/${importId}/report`;
