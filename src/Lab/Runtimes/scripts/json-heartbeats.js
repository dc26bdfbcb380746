// Parses about 5 MB of JSON on Node's loop and counts the heartbeats of a 1 ms interval before and during the parse.
// Prints one line of JSON. Ends itself when its parent does, by a bounded number of rounds.
'use strict';
const megabytes = Number(process.argv[2] || 5);
const rounds = Number(process.argv[3] || 7);

function sample(bytes) {
  const orders = [];
  for (let i = 0, size = 2; size < bytes; i++) {
    const order = JSON.stringify({ id: i, customer: `customer ${i % 977}`, amount: (i * 7919 % 100000) / 100, paid: i % 3 === 0 });
    orders.push(order);
    size += order.length + 1;
  }
  return `[${orders.join(',')}]`;
}

const text = sample(megabytes * 1e6);
let beats = 0;
const during = [];
const milliseconds = [];
const heart = setInterval(() => { beats++; }, 1);

function round() {
  const before = beats;
  const start = process.hrtime.bigint();
  const orders = JSON.parse(text);
  milliseconds.push(Number(process.hrtime.bigint() - start) / 1e6);
  during.push(beats - before);
  if (during.length < rounds) {
    awaitBeats(round);
    return;
  }
  clearInterval(heart);
  milliseconds.sort((a, b) => a - b);
  console.log(JSON.stringify({
    runtime: `Node ${process.versions.node}`,
    bytes: text.length,
    elements: orders.length,
    beatsDuringParses: during.reduce((a, b) => a + b, 0),
    beatsOutside: beats,
    parses: rounds,
    medianMilliseconds: Math.round(milliseconds[rounds >> 1] * 10) / 10,
  }));
}

// the control: while nothing is parsed, the heart beats
function awaitBeats(then) {
  const enough = beats + 5;
  const look = () => (beats >= enough ? then() : setImmediate(look));
  setImmediate(look);
}

awaitBeats(round);
