// Reads 50 records in three shapes and counts what Node's loop does for it: passes (cycles) of the loop, and microtasks.
// A read is answered in a later pass, or is complete at once. Prints one line of JSON.
'use strict';
const { createHook } = require('node:async_hooks');
const fifty = Array.from({ length: 50 }, (_, id) => id);

const reads = {
  later: id => new Promise(resolve => setImmediate(resolve, id)),
  atOnce: id => Promise.resolve(id),
};
const shapes = {
  inTurn: async read => { for (const id of fifty) await read(id); },
  together: async read => { await Promise.all(fifty.map(read)); },
  lambdas: async read => { await Promise.all(fifty.map(async id => { await read(id); })); },
};

async function count(shape, read) {
  let passes = 0, microtasks = 0, counting = true;
  const promises = new Set();
  const hook = createHook({
    init(id, type) { if (type === 'PROMISE') promises.add(id); },
    before(id) { if (promises.has(id)) microtasks++; },
  });
  const pass = () => { if (counting) { passes++; setImmediate(pass); } };
  setImmediate(pass);
  hook.enable();
  await shape(read);
  hook.disable();
  counting = false;
  await new Promise(resolve => setImmediate(resolve));
  return { passes, callbacks: microtasks - 1 }; // without the await of this function
}

// an async function that awaits between two parts: who computes after whom?
async function order(between) {
  const seen = [];
  const item = async number => {
    for (const part of [1, 2]) {
      await between();
      seen.push(number);
    }
  };
  await Promise.all([1, 2, 3, 4].map(item));
  return seen.join(' ');
}

(async () => {
  const result = {};
  for (const answered of Object.keys(reads)) {
    result[answered] = {};
    for (const shape of Object.keys(shapes)) result[answered][shape] = await count(shapes[shape], reads[answered]);
  }
  result.order = {
    complete: await order(() => Promise.resolve()),
    suspends: await order(() => new Promise(resolve => setImmediate(resolve))),
  };
  console.log(JSON.stringify(result));
})();
