// Jest's environment for Node, with a global object that is one. Jest's own is a Proxy behind an interceptor of V8, through
// which each mention of `Map`, `Number` or `Math` goes: what reads or compares files took several times as long in tests as in the
// product. Nothing else differs: a file has a context of its own, with globals of its own.
import { TestEnvironment } from 'jest-environment-node';
import vm from 'node:vm';
import { compileOnce } from './compiled-once.mjs';

compileOnce();

export default class NodeEnvironment extends TestEnvironment {
  constructor(config, context) {
    // There is no option for it: the call that makes the context is answered otherwise while the constructor runs.
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
