// What V8 made of a source the first time this worker compiled it, for the test files that load the same one: Jest gives each
// file a context of its own, in which it compiles every library and every module again. Nothing but the time differs.
import vm from 'node:vm';

const { compileFunction, SourceTextModule } = vm;
/** By file name: its source, and V8's data for it. */
const compiled = new Map();

/** Makes the two calls by which Jest compiles look here first. */
export function compileOnce() {
  vm.compileFunction = compileFunctionOnce;
  vm.SourceTextModule = new Proxy(SourceTextModule, {
    construct: (_target, [source, options]) => compileModuleOnce(source, options),
  });
}

function compileFunctionOnce(source, parameters, options) {
  const known = knownOf(options.filename, source);
  const made = compileFunction(source, parameters, {
    ...options,
    cachedData: known?.data,
    produceCachedData: known === undefined,
  });
  if (known === undefined) compiled.set(options.filename, { source, data: made.cachedData });
  // A test has changed V8's options since: what was made before holds no longer.
  else if (made.cachedDataRejected) compiled.delete(options.filename);
  return made;
}

function compileModuleOnce(source, options) {
  const known = knownOf(options.identifier, source);
  if (known !== undefined) {
    try {
      return new SourceTextModule(source, { ...options, cachedData: known.data });
    } catch (error) {
      if (error.code !== 'ERR_VM_MODULE_CACHED_DATA_REJECTED') throw error;
    }
  }
  const made = new SourceTextModule(source, options);
  compiled.set(options.identifier, { source, data: made.createCachedData() });
  return made;
}

/** Nothing when the name stands for another source, e.g. that of a test which writes files. */
function knownOf(name, source) {
  const known = compiled.get(name);
  return known?.source === source ? known : undefined;
}
