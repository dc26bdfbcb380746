'use strict';
// Runs the #!node cells of one notebook. Requests come as JSON lines on one pipe and are answered on another,
// so that stdout and stderr carry only what the cells print, and a mark after each cell.
{
  const fs = require('node:fs');
  const inspector = require('node:inspector');
  const util = require('node:util');
  const vm = require('node:vm');
  const { Worker } = require('node:worker_threads');

  const [commands, answers, mark] = process.argv.splice(1);
  // without this script: workers and forks of a cell inherit it
  process.execArgv = process.execArgv.slice(0, 1);
  const bridge = { value: undefined, begin() {} };
  const key = `globalThis[Symbol.for('honest-async')]`;
  Object.defineProperty(globalThis, Symbol.for('honest-async'), { value: bridge });
  const writeOut = process.stdout.write.bind(process.stdout);
  const writeError = process.stderr.write.bind(process.stderr);
  const session = new inspector.Session();
  session.connect();
  let latest = 0;

  function answer(message) {
    let rest = Buffer.from(JSON.stringify(message) + '\n');
    while (rest.length > 0) rest = rest.subarray(fs.writeSync(Number(answers), rest));
  }

  // V8's own REPL mode parses the cell: await at the top level, and a constant may be declared again
  const evaluate = (expression, done) => session.post('Runtime.evaluate',
    { expression, replMode: true, awaitPromise: true, objectGroup: 'cell' },
    (error, reply) => done({ error, ...reply }));

  let bridgeId;
  session.post('Runtime.evaluate', { expression: key }, (_, { result }) => { bridgeId = result.objectId; });

  // what evaluate only refers to, as the value itself
  function take({ objectId, unserializableValue, value }) {
    bridge.value = undefined;
    session.post('Runtime.callFunctionOn', {
      objectId: bridgeId, functionDeclaration: 'function (value) { this.value = value; }',
      arguments: [objectId ? { objectId } : unserializableValue ? { unserializableValue } : { value }],
    });
    return bridge.value;
  }

  // ---- cells: a synchronous loop ends by SIGINT, which the thread below sends ----

  // the cell that SIGINT would end, the cell that is to end, and the cell for which SIGINT was sent
  const cells = new Int32Array(new SharedArrayBuffer(12));
  const begin = new vm.Script(`${key}.begin()`);
  const resources = () => process.getActiveResourcesInfo?.().length ?? Infinity;
  let pending = null;
  let idle;

  async function run({ id, code }) {
    latest = id;
    idle ??= resources();
    const outcome = await new Promise(settle => {
      pending = { id, settle };
      bridge.begin = () => evaluate(`${code}\n//# sourceURL=cell-${id}`, settle);
      Atomics.store(cells, 0, id);
      try {
        if (Atomics.load(cells, 1) === id) settle({ interrupted: true });
        else begin.runInThisContext({ breakOnSigint: true });
      } catch (error) {
        settle(error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' ? { interrupted: true } : { error });
      } finally {
        Atomics.store(cells, 0, 0);
      }
    });
    pending = null;
    absorbSignal(id);
    const reply = { id, ...summary(outcome, id) };
    session.post('Runtime.releaseObjectGroup', { objectGroup: 'cell' });
    session.post('Runtime.discardConsoleEntries');
    // timers of zero and immediates that the cell did not await still print below it
    if (!outcome.interrupted) await new Promise(done => setTimeout(() => setImmediate(done), 1));
    writeOut(mark);
    writeError(mark);
    return reply;
  }

  // A signal that came when the synchronous part had just ended is still counted, and would end the next
  // cell.
  function absorbSignal(id) {
    if (Atomics.load(cells, 2) !== id) return;
    try {
      const until = performance.now() + 50;
      bridge.begin = () => { while (performance.now() < until); };
      begin.runInThisContext({ breakOnSigint: true });
    } catch {
      // absorbed
    }
  }

  // What waits for nothing can be left behind; with a timer or a request in flight the cell would go on.
  function interrupt(id) {
    if (pending?.id === id) pending.settle({ interrupted: true, lost: resources() > idle });
  }

  function summary(outcome, id) {
    if (outcome.interrupted) return outcome;
    if (outcome.error) return { error: `the cell could not be run: ${outcome.error.message}` };
    try {
      const details = outcome.exceptionDetails;
      const value = take(details?.exception ?? outcome.result);
      return details ? { error: describe(value, id, details.lineNumber) }
        : value === undefined ? {} : { value: util.inspect(value) };
    } catch (error) {
      return { error: describe(error, id) };
    }
  }

  // ---- errors: only the reader's own frames ----

  function describe(thrown, current, line, depth = 0) {
    if (!util.types.isNativeError(thrown) && !(thrown instanceof Error))
      return `thrown: ${util.inspect(thrown)}`;
    const text = [headline(thrown), ...frames(thrown, current)];
    if (thrown instanceof SyntaxError && text.length === 1 && line !== undefined) {
      const [, name] = /^Identifier '(.+)' has already been declared$/.exec(thrown.message) ?? [];
      // V8 has no line for a clash with what other scripts have declared
      text.push(line === 0 && name && isDeclared(name)
        ? '   An earlier cell declared it with another keyword: use that one again, or restart the notebook.'
        : `   at line ${line + 1}`);
    }
    if (depth < 4) {
      for (const inner of Array.isArray(thrown.errors) ? thrown.errors.slice(0, 5) : [])
        text.push(`- ${describe(inner, current, undefined, depth + 1).replaceAll('\n', '\n  ')}`);
      if (thrown.cause !== undefined)
        text.push(`caused by ${describe(thrown.cause, current, undefined, depth + 1)}`);
    }
    return text.join('\n');
  }

  function headline({ name, message, code, constructor }) {
    const type = name === 'Error' && constructor?.name ? constructor.name : name;
    if (code === 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' || /^Cannot use import statement/.test(message))
      return `${type}: a cell is a script and cannot import; `
        + "write const { readFile } = require('node:fs/promises')";
    // the lines that follow are paths of this machine
    if (code === 'MODULE_NOT_FOUND') message = message.split('\n', 1)[0];
    return typeof code === 'string' ? `${type} [${code}]: ${message}` : `${type}: ${message}`;
  }

  const frames = (error, current) => String(error.stack).split('\n')
    .map(line => /^ +at (?:async )?(?:(.+) \()?cell-(\d+):(\d+):\d+\)?$/.exec(line)).filter(match => match)
    .map(([, name, cell, line]) =>
      `   at ${name ? `${name}, ` : ''}line ${line}${Number(cell) === current ? '' : ' of an earlier cell'}`);

  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, error => writeError(`Uncaught ${describe(error, latest)}\n`));

  // ---- values ----

  const builtIn = new Set(Object.getOwnPropertyNames(globalThis));

  function isName(name) {
    try {
      return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)
        && !!new vm.Script(`var ${name}`);
    } catch {
      return false; // a reserved word
    }
  }

  async function find(name) {
    const reply = isName(name) ? await new Promise(done => evaluate(name, done)) : { error: name };
    return reply.error || reply.exceptionDetails ? null : { value: take(reply.result) };
  }

  async function get({ id, name }) {
    const variable = await find(name);
    if (!variable) return { id, missing: true };
    try {
      return { id, json: JSON.stringify(variable.value, strict) };
    } catch ({ message }) {
      return { id, problem: message.startsWith('Converting circular') ? 'it contains itself' : message };
    }
  }

  // JSON.stringify drops or changes without a word what it cannot say
  function strict(name, value) {
    const { isMap, isSet, isPromise, isRegExp, isNativeError } = util.types;
    const what = typeof value === 'function' ? 'a function'
      : ['symbol', 'bigint'].includes(typeof value) ? `a ${typeof value}`
      : typeof value === 'number' && !Number.isFinite(value) ? String(value)
      : value === undefined && (name === '' || Array.isArray(this)) ? 'undefined'
      : [isMap, isSet, isPromise, isRegExp, isNativeError].some(is => is(value))
        ? `a ${value.constructor.name}`
      : null;
    if (what) throw new Error(name === '' ? `it is ${what}` : `${name} in it is ${what}`);
    return ArrayBuffer.isView(value) && 'length' in value ? Array.from(value) : value;
  }

  function lexicalNames() {
    let names;
    session.post('Runtime.globalLexicalScopeNames', {}, (_, reply) => { names = reply.names; });
    return names;
  }

  const isDeclared = name => lexicalNames().includes(name) || Object.hasOwn(globalThis, name);

  // as a property of the global object where nothing is declared: a later cell may then declare the name as
  // it likes
  async function set({ id, name, json }) {
    const value = json === undefined ? undefined : JSON.parse(json);
    const isLexical = lexicalNames().includes(name);
    const assignments = isLexical ? [name, `const ${name}`] : isName(name) ? [`globalThis.${name}`] : [];
    for (const assignment of assignments) {
      bridge.value = value;
      const reply = await new Promise(done => evaluate(`${assignment} = ${key}.value; undefined`, done));
      if (!reply.error && !reply.exceptionDetails) return { id };
    }
    return { id, problem: 'JavaScript does not allow this name' };
  }

  async function names({ id }) {
    const all = new Set([...lexicalNames(), ...Object.keys(globalThis).filter(name => !builtIn.has(name))]);
    const found = [];
    for (const name of all) {
      const variable = await find(name);
      if (variable && typeof variable.value !== 'function') found.push({ name, ...short(variable.value) });
    }
    return { id, names: found };
  }

  function short(value) {
    try {
      const text = util.inspect(value,
        { depth: 0, maxArrayLength: 5, maxStringLength: 80, breakLength: Infinity });
      return { type: value?.constructor?.name ?? typeof value, text: text.slice(0, 100) };
    } catch ({ message }) {
      return { type: typeof value, text: message };
    }
  }

  // ---- the thread that listens: it runs while a cell does not let the event loop turn, and when the
  // notebook is gone ----

  const worker = new Worker(`
    const { parentPort, workerData } = require('node:worker_threads');
    const cells = new Int32Array(workerData.cells);
    // more than once: the first signal may come before the cell can be ended by it
    function signal(id) {
      if (Atomics.load(cells, 0) !== id) return;
      Atomics.store(cells, 2, id);
      process.kill(process.pid, 'SIGINT');
      setTimeout(signal, 100, id);
    }
    const { Socket } = require('node:net');
    const pipe = new Socket({ fd: workerData.commands, readable: true, writable: false });
    let rest = '';
    pipe.setEncoding('utf8');
    pipe.on('data', data => {
      const lines = (rest + data).split('\\n');
      rest = lines.pop();
      for (const message of lines.map(line => JSON.parse(line))) {
        if (message.do === 'interrupt') {
          Atomics.store(cells, 1, message.id);
          setTimeout(signal, 20, message.id); // most cells have only a short synchronous part
        }
        parentPort.postMessage(message);
      }
    });
    pipe.on('error', () => {});
    pipe.on('close', () => process.kill(process.pid, 'SIGKILL'));
  `, { eval: true, execArgv: [], workerData: { commands: Number(commands), cells: cells.buffer } });
  const handlers = { run, get, set, names };
  worker.on('message', async message => {
    if (message.do === 'interrupt') return interrupt(message.id);
    try {
      answer(await handlers[message.do](message));
    } catch (error) {
      answer({ id: message.id, names: [], problem: String(error), error: String(error) });
    }
  });
  process.on('SIGINT', () => {});
  answer({ hello: process.versions.node });
}
