// Entry of every command that needs the compiled product: builds what is stale, then hands over to it.
//   node tools/scripts/launch.mjs <house>/<command> [options]     runs tools/<house>/src/commands/<command>.ts
// Plain JavaScript on purpose: it must run before anything is compiled.
import { build } from './build.mjs';
import { PROGRAMS } from './programs.mjs';

const [name = '', ...args] = process.argv.slice(2);
await build();
const [house, command] = name.split('/');
process.argv = [process.argv[0], command, ...args];
await import(command in PROGRAMS ? `../../dist/${command}.js` : `../${house}/dist/commands/${command}.js`);
