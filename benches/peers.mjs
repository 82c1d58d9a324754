// Our WebAssembly, and npm's cidr-tools on the rules in the file that is named first: milliseconds, as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , rulesFile, wasmFile, modules] = process.argv;
const require = createRequire(`${modules}/`);
const { excludeCidr, mergeCidr } = await import(pathToFileURL(require.resolve('cidr-tools')));
const rules = JSON.parse(readFileSync(rulesFile, 'utf8'));

const module = new WebAssembly.Module(readFileSync(wasmFile));
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
const { exports } = new WebAssembly.Instance(module, imports);
exports.prepare(rules.length);

// V8 compiles at once and badly, and again in the background what runs often. How soon it is done depends on what else runs
// on the machine: up to there the same work takes twice as long.
const WARM_UP = 500;

const median = (work, runs = 20) => {
  for (const begin = performance.now(); performance.now() - begin < WARM_UP; ) work();
  const times = [];
  let result;
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    result = work();
    times.push(performance.now() - begin);
    if (times[0] > 1000 && times.length === 3) break;
  }
  return [times.sort((a, b) => a - b)[times.length >> 1], result];
};

// From the last rule to the first: neighbours that do the same go together.
const withCidrTools = () => {
  let open = [];
  for (let at = rules.length - 1; at >= 0; ) {
    const { allow } = rules[at];
    const sources = [];
    for (; at >= 0 && rules[at].allow === allow; at--) sources.push(...rules[at].sources);
    open = allow ? mergeCidr([...open, ...sources]) : excludeCidr(open, sources);
  }
  return open.reduce((sum, cidr) => sum + 2 ** (32 - cidr.split('/')[1]), 0);
};

const [wasm, open] = median(() => exports.solve());
const [cidrTools, count] = median(withCidrTools);
exports.show();
const memory = exports.memory.buffer.byteLength / 1e6;
console.log(JSON.stringify({ wasm, memory, open, 'cidr-tools': cidrTools, count }));
