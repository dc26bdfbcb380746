// What one await does on Node's loop. Prints one line of JSON:
// the order of two handlers with pending and with completed awaits, passes of the loop during completed awaits, whether
// a call starts its body, and who is served first when I/O, a connection and a timer become ready during one callback.
'use strict';
const net = require('node:net');
const { isMainThread, threadId } = require('node:worker_threads');
const threads = new Set();
const nextPass = () => new Promise(resolve => setImmediate(resolve));

async function order(operation) {
  const seen = [];
  const handle = async name => {
    seen.push(name + 1);
    threads.add(isMainThread ? 0 : threadId);
    await operation();
    seen.push(name + 2);
  };
  await Promise.all([handle('A'), handle('B')]);
  return seen.join(' ');
}

async function beatsDuring(awaits) {
  let beats = 0, counting = true;
  const beat = () => { if (counting) { beats++; setImmediate(beat); } };
  setImmediate(beat);
  for (let i = 0; i < awaits; i++) await null;
  counting = false;
  return beats;
}

function startsHot() {
  let begun = false;
  const call = async () => { begun = true; };
  call();
  return begun;
}

function busy(milliseconds) {
  const end = process.hrtime.bigint() + BigInt(milliseconds) * 1000000n;
  while (process.hrtime.bigint() < end);
}

async function served(arrival) {
  const seen = [];
  const sockets = [];
  let all;
  const three = new Promise(resolve => { all = resolve; });
  const serve = kind => { seen.push(kind); if (seen.length === 3) all(); };
  let first;
  const accepted = new Promise(resolve => { first = resolve; });
  const server = net.createServer(socket => {
    sockets.push(socket);
    if (first) { first(socket); first = null; } else serve('connection');
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const port = server.address().port;
  const client = net.connect(port, '127.0.0.1');
  sockets.push(client);
  const peer = await accepted;
  peer.once('data', () => serve('I/O'));
  for (let i = 0; i < 5; i++) await nextPass();
  const ready = {
    'timer': () => setTimeout(() => serve('timer'), 1),
    'I/O': () => client.write('x'),
    'connection': () => sockets.push(net.connect(port, '127.0.0.1')),
  };
  for (const kind of arrival) { ready[kind](); busy(5); }
  busy(20);
  await three;
  for (const socket of sockets) socket.destroy();
  await new Promise(resolve => server.close(resolve));
  return { arrived: arrival.join(' '), served: seen.join(' ') };
}

(async () => {
  const result = {
    runtime: 'Node ' + process.versions.node.split('.')[0],
    pending: await order(nextPass),
    complete: await order(() => Promise.resolve()),
    beats: await beatsDuring(100000),
    startsHot: startsHot(),
    served: [await served(['timer', 'I/O', 'connection']), await served(['connection', 'I/O', 'timer'])],
  };
  result.threads = threads.size;
  console.log(JSON.stringify(result));
})();
