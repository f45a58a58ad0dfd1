import { defineConfig } from 'vite';

/** tools/scripts/console.mjs builds with this, and writes the files. */
export default defineConfig({
  root: import.meta.dirname,
  // Workspaces are taken from their sources, as everywhere here.
  resolve: { conditions: ['timetable-source', 'module', 'browser', 'production'] },
  // A policy that allows no inline code: nothing becomes a data address.
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Libraries say what is for a server's renderer, which there is not.
      onwarn(warning, warn) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
