// Takes the pictures of docs/images that show the console: the browser's tests, which leave one of each state.
process.env.SCREENSHOTS = 'docs/images';
process.argv.push('browser');
await import('./test.mjs');
