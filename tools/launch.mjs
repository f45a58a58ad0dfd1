// Entry of every command that needs the compiled product: builds what is stale, then hands over to tools/dist/commands.
// Plain JavaScript on purpose: it must run before anything is compiled.
import { build } from './build.mjs';

const [command = '', ...args] = process.argv.slice(2);
await build();
process.argv = [process.argv[0], command, ...args];
await import(`./dist/commands/${command}.js`);
