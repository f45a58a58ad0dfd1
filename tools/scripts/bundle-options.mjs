/** How programs and their libraries are bundled alike, as options of esbuild; the caller writes the files. */
export const BUNDLE = {
  write: false,
  bundle: true,
  splitting: true,
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Names of classes are looked at, by Nest and in logs.
  keepNames: true,
};
