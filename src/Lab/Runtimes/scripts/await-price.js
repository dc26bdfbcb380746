// What an await takes on Node: nanoseconds of a plain call, an await of something done, an await of an async function,
// and a .then; five dependent steps both ways, each an async call (as in the C# of the same name) or a plain function;
// and passes of the loop during all that. Prints one line of JSON.
// Argument: rounds of each. A figure is the median of the rounds, with the 10th and the 90th percentile.
'use strict';
const rounds = Number(process.argv[2] || 9);
// short rounds: most of them end before a busy machine takes the core away
const each = 2000;
const done = Promise.resolve(1000);

function plain(value) { return value; }
async function called(value) { return value; }

const ways = {
  'plain call': async n => { let sum = 0; for (let i = 0; i < n; i++) sum += plain(i); return sum; },
  'await, done': async n => { for (let i = 0; i < n; i++) await done; },
  'await of an async call': async n => { for (let i = 0; i < n; i++) await called(i); },
  '.then, done': n => new Promise(resolve => {
    let left = n;
    const next = () => { if (--left === 0) resolve(); else done.then(next); };
    done.then(next);
  }),
  'five steps, await': async n => { for (let i = 0; i < n; i++) await five(i); },
  'five steps, .then': async n => { for (let i = 0; i < n; i++) await chain(i, called); },
  'five plain steps, await': async n => { for (let i = 0; i < n; i++) await fivePlain(i); },
  'five plain steps, .then': async n => { for (let i = 0; i < n; i++) await chain(i, plain); },
};

async function five(value) {
  for (let i = 0; i < 5; i++) value = await called(value);
  return value;
}

async function fivePlain(value) {
  for (let i = 0; i < 5; i++) value = await plain(value);
  return value;
}

function chain(value, step) {
  let steps = Promise.resolve(value);
  for (let i = 0; i < 5; i++) steps = steps.then(step);
  return steps;
}

async function time(way) {
  const start = process.hrtime.bigint();
  await way(each);
  return Number(process.hrtime.bigint() - start) / each;
}

(async () => {
  let passes = 0, counting = true;
  const beat = () => { if (counting) { passes++; setImmediate(beat); } };
  setImmediate(beat);
  const seen = Object.fromEntries(Object.keys(ways).map(name => [name, []]));
  for (const way of Object.values(ways)) for (let i = 0; i < 30; i++) await way(each);
  for (let round = 0; round < rounds; round++)
    for (const [name, way] of Object.entries(ways)) seen[name].push(await time(way));
  counting = false;
  const rows = Object.entries(seen).map(([what, all]) => {
    all.sort((a, b) => a - b);
    const at = part => all[Math.floor(part * (all.length - 1))];
    return { what, median: at(0.5), low: at(0.1), high: at(0.9) };
  });
  console.log(JSON.stringify({ runtime: 'Node ' + process.versions.node.split('.')[0], rows, passes }));
})();
