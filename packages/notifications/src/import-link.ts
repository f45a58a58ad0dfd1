/** The console's page of an import: it asks who is there, then opens. */
export const importLink = (publicUrl: string, importId: string): string => `${publicUrl}/imports/${importId}`;
