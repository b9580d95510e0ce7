// What stampede.testkit.StatsdServer puts into statsd 0.9.0: a socket with a large receive buffer and
// a backend that appends each flush to a file. It is preloaded, too: statsd calls util.log, which Node
// 23 no longer has.
'use strict';
const dgram = require('dgram');
const fs = require('fs');
const util = require('util');

util.log = console.log;

// A server module of statsd: start(config, callback for datagrams).
exports.start = (config, onDatagram) => {
  const socket = dgram.createSocket(
      { type: 'udp4', recvBufferSize: config.receiveBufferBytes }, onDatagram);
  socket.on('listening', () => console.log(`listening ${socket.address().port}`));
  socket.bind(config.port, config.address);
  return true;
};

// A backend module of statsd: init(start time, config, events). A flush's last line is "flush".
exports.init = (startTime, config, events) => {
  events.on('flush', (time, metrics) => {
    const lines = [];
    for (const [name, value] of Object.entries(metrics.counters)) {
      lines.push(`counter ${name} ${value}`);
    }
    for (const [name, value] of Object.entries(metrics.gauges)) {
      lines.push(`gauge ${name} ${value}`);
    }
    for (const [name, values] of Object.entries(metrics.timers)) {
      lines.push(['timer', name, metrics.timer_counters[name], ...values].join(' '));
    }
    lines.push('flush\n');
    fs.appendFileSync(config.flushes, lines.join('\n'));
  });
  return true;
};
