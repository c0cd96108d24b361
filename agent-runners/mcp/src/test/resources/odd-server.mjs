// A server that does what servers should not: speaks MCP by hand, without an SDK, over its standard streams.
import { createInterface } from 'node:readline';
import { existsSync, writeFileSync } from 'node:fs';

const mode = process.argv[2] ?? 'plain';
const marker = process.argv[3];
const write = (message) => process.stdout.write(JSON.stringify(message) + '\n');
const result = (id, value) => write({ jsonrpc: '2.0', id, result: value });
const text = (id, value) => result(id, { content: [{ type: 'text', text: value }] });
const object = (properties) => ({ type: 'object', properties });
const cancelled = [];
let names = ['echo', 'hang', 'crash', 'huge', 'huge-head', 'huge-anonymous', 'environment', 'told-cancelled', 'meta', 'not-base64', 'unknown-content',
  'fails', 'refuses', 'grow', 'nonsense', 'deaf', 'pid', 'much', 'many', 'slow'];

if (mode === 'crash-at-start') process.exit(3);
if (mode === 'crash-once' && !existsSync(marker)) { writeFileSync(marker, ''); process.exit(4); }
if (mode === 'stubborn') process.on('SIGTERM', () => {});
if (mode === 'noisy') { process.stdout.write('Welcome!\n\n{"half": \n[1,2]\n'); process.stderr.write('e'.repeat(300000) + '\n'); }
if (mode === 'babble') setInterval(() => process.stdout.write('la\n'.repeat(500)), 5);

const schemas = {
  echo: { ...object({ text: { type: 'string', pattern: '^(a+)+$|^[^!]*$' }, count: { type: 'integer' } }), required: ['text'] },
  much: { $ref: '#' },
  many: { $ref: 'file:///etc/passwd' },
};

function list(id, params) {
  if (mode === 'endless-list') return result(id, { tools: [{ name: 'more', inputSchema: object({}) }], nextCursor: 'on' });
  const page = Number(params?.cursor ?? 0);
  const tools = names.slice(page, page + 3).map((name) => ({ name, description: 'does ' + name, inputSchema: schemas[name] ?? object({}) }));
  result(id, { tools, ...(page + 3 < names.length ? { nextCursor: String(page + 3) } : {}) });
}

function call(id, { name, arguments: given, _meta: meta }) {
  switch (name) {
    case 'echo': return text(id, given.text);
    case 'hang': return write({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: meta.progressToken, progress: 1, total: 2, message: 'half\nway' } });
    case 'slow': return setTimeout(() => text(id, 'slow'), 300);
    case 'crash': return process.exit(7);
    case 'huge': return text(id, 'x'.repeat(300000));
    case 'huge-head': return process.stdout.write(`{"id":"${id}","jsonrpc":"2.0","result":{"content":[{"type":"text","text":"${'x'.repeat(300000)}"}]}}\n`);
    case 'huge-anonymous': return process.stdout.write('x'.repeat(300000) + '\n');
    case 'environment': return text(id, JSON.stringify(process.env));
    case 'told-cancelled': return text(id, JSON.stringify(cancelled));
    case 'meta': return text(id, JSON.stringify(meta));
    case 'not-base64': return result(id, { content: [{ type: 'image', data: '???', mimeType: 'image/png' }] });
    case 'unknown-content': return result(id, { content: [{ type: 'hologram' }] });
    case 'fails': return write({ jsonrpc: '2.0', id, error: { code: -32603, message: 'out of\nluck' } });
    case 'refuses': return write({ jsonrpc: '2.0', id, error: { code: -32602, message: 'not like this' } });
    case 'grow': names.push('grown'); write({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' }); return text(id, 'grown');
    case 'grown': return text(id, 'I am new');
    case 'nonsense': process.stdout.write('la la\n{"a":1}\n'); return text(id, 'and sense');
    case 'deaf': process.stdin.pause(); lines.pause(); return text(id, 'what?');
    case 'pid': return text(id, String(process.pid));
    case 'much': return text(id, 'y'.repeat(40000));
    case 'many': return result(id, { content: Array.from({ length: 1200 }, (_, i) => ({ type: 'text', text: String(i) })) });
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === 'initialize' && mode !== 'silent') {
    result(id, { protocolVersion: params.protocolVersion, capabilities: { tools: { listChanged: true } }, serverInfo: { name: 'odd', version: '1' } });
  } else if (method === 'tools/list') list(id, params);
  else if (method === 'tools/call') call(id, params);
  else if (method === 'ping' && mode !== 'no-ping') result(id, {});
  else if (method === 'notifications/cancelled') cancelled.push(params.reason);
});
lines.on('close', () => { if (mode !== 'stubborn') process.exit(0); });
if (mode === 'stubborn') setInterval(() => {}, 1000);
