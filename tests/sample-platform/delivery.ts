import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { Reply } from './reply.ts';

/** Sends a reply, in the way a delivery fault wants it. True when the visitor got all of it. */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
  chunked: boolean,
): Promise<boolean> {
  const { body } = reply;
  const half = fault?.after ?? Math.floor(body.length / 2);
  const announced = { ...reply.headers, 'content-length': String(body.length) };
  if (request.method === 'HEAD') {
    response.writeHead(reply.status, announced).end();
    return true;
  }
  switch (fault?.kind) {
    case 'reset':
      request.socket.resetAndDestroy();
      return false;
    case 'reset-in-body':
      response.writeHead(reply.status, announced);
      await write(response, body.subarray(0, half));
      request.socket.resetAndDestroy();
      return false;
    case 'short-body':
      response.writeHead(reply.status, { ...announced, connection: 'close' });
      await write(response, body.subarray(0, half));
      request.socket.end();
      return false;
    case 'dropped-chunked':
      response.writeHead(reply.status, reply.headers);
      await write(response, body.subarray(0, half));
      request.socket.destroy();
      return false;
    case 'stall':
      response.writeHead(reply.status, announced);
      await write(response, body.subarray(0, half));
      // Nothing more ever comes; the visitor has to give up, or the server is closed.
      await new Promise((done) => response.once('close', done));
      return false;
    case 'trickle':
      response.writeHead(reply.status, announced);
      return trickle(response, body, fault.bytesPerSecond ?? 4000);
    case 'oversized':
      return oversized(response, reply, fault);
    default:
      response.writeHead(reply.status, chunked ? reply.headers : announced);
      return chunked ? finishInParts(response, body) : finish(response, body);
  }
}

function write(response: ServerResponse, chunk: Buffer): Promise<boolean> {
  return new Promise((done) => {
    if (response.destroyed) done(false);
    else response.write(chunk, (error) => done(!error));
  });
}

function finish(response: ServerResponse, body: Buffer): Promise<boolean> {
  return new Promise((done) => {
    response.once('finish', () => done(true));
    response.once('close', () => done(response.writableFinished));
    response.end(body);
  });
}

/** Without a length, in several chunks. */
async function finishInParts(response: ServerResponse, body: Buffer): Promise<boolean> {
  for (let at = 0; at < body.length; at += 65_536) {
    if (!(await write(response, body.subarray(at, at + 65_536)))) return false;
  }
  return finish(response, Buffer.alloc(0));
}

async function trickle(response: ServerResponse, body: Buffer, perSecond: number): Promise<boolean> {
  const step = Math.max(1, Math.floor(perSecond / 20));
  for (let at = 0; at < body.length; at += step) {
    if (!(await write(response, body.subarray(at, at + step)))) return false;
    await pause(50);
  }
  return finish(response, Buffer.alloc(0));
}

async function oversized(response: ServerResponse, reply: Reply, fault: Fault): Promise<boolean> {
  const size = fault.size ?? 70 * 1024 * 1024;
  const announce = fault.announce === false ? {} : { 'content-length': String(size) };
  response.writeHead(200, { ...reply.headers, ...announce });
  const block = Buffer.alloc(256 * 1024, 0x41);
  reply.body.copy(block);
  for (let at = 0; at < size; at += block.length) {
    if (!(await write(response, block.subarray(0, Math.min(block.length, size - at))))) return false;
  }
  return finish(response, Buffer.alloc(0));
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
