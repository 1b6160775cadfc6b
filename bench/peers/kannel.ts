import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../tests/smpp/free-ports.ts";
import { poll } from "../../tests/smpp/poll.ts";
import { provideDebianPackage } from "./debian.ts";
import { recipientOf, textOf } from "./messages.ts";
import type { HttpPeer, HttpPeerServer, HttpRequest } from "./peer.ts";

const bearerbox = "/usr/sbin/bearerbox";
const smsbox = "/usr/sbin/smsbox";

/** Where Kannel keeps what it has accepted: nowhere but in memory, or in one of its two stores. */
type Store = "memory" | "file" | "spool";

/**
 * Kannel with delivery reports, which call a URL of ours. What its stores hold is written, never
 * fsynced. It drives a real SMPP link on this machine, where the other peers have a provider in
 * their own process.
 */
const toHttpPeer = (store: Store): HttpPeer => ({
  name: `Kannel, SMPP, ${store === "memory" ? "in memory" : `${store} on disk`}`,
  serve: () => serve(store),
});

/** A file for each message, as Kannel recommends. */
export const kannelSpool = toHttpPeer("spool");
/** All messages in one file. */
export const kannelFile = toHttpPeer("file");
/** Loses what it accepted when it ends. */
export const kannelMemory = toHttpPeer("memory");

async function serve(store: Store): Promise<HttpPeerServer> {
  if (!existsSync(bearerbox)) await provideDebianPackage("kannel");
  const [admin = 0, boxes = 0, http = 0] = await freePorts(3);
  const folder = await mkdtemp(join(tmpdir(), "kannel-"));
  const reports = countReports();
  const smsc = await startSmsc();
  const path = join(folder, "kannel.conf");
  await mkdir(join(folder, "spool"));
  await Bun.write(
    path,
    configuration(storeIn(folder, store), { admin, boxes, http, smsc: smsc.port }),
  );
  const children = [smsc.child];
  const stop = async () => {
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => child.exited));
    await reports.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    children.push(await startBox(bearerbox, path, admin));
    children.push(await startBox(smsbox, path, http)); // it gives up without a bearerbox
    await poll("Kannel to bind", smsc.isBound);
  } catch (error) {
    await stop();
    throw error;
  }
  const request = (n: number) => toRequest(n, reports.url);
  return { url: `http://127.0.0.1:${http}`, request, until: reports.until, stop };
}

function toRequest(n: number, reportUrl: string): HttpRequest {
  const query = new URLSearchParams({
    username: "bench",
    password: "bench",
    from: "NXDEMO",
    to: recipientOf(n),
    text: textOf(n),
    "dlr-mask": "1",
    "dlr-url": `${reportUrl}?id=${n}&kind=%d`,
  });
  return { head: `GET /cgi-bin/sendsms?${query}` };
}

/** Counts the delivery reports that Kannel calls us for. */
function countReports() {
  let count = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let arrived = () => {};
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch() {
      count += 1;
      if (count >= wanted) arrived();
      return new Response("");
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/report`,
    until: (total: number) =>
      new Promise<void>((resolve) => {
        wanted = total;
        arrived = resolve;
        if (count >= wanted) resolve();
      }),
    stop: () => server.stop(true),
  };
}

async function startSmsc() {
  const port = Promise.withResolvers<number>();
  let bound = false;
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "kannel-smsc.ts")], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc(message: { port: number } | { bound: boolean }) {
      if ("port" in message) port.resolve(message.port);
      else bound = message.bound;
    },
    onExit: () => port.reject(new Error("The SMSC ended")),
  });
  const isBound = () => {
    child.send("bound?");
    return bound;
  };
  return { child, port: await port.promise, isBound };
}

/** Ready when its HTTP interface is. */
async function startBox(program: string, path: string, port: number): Promise<Bun.Subprocess> {
  const child = Bun.spawn([program, "-v", "4", path], { stdio: ["ignore", "ignore", "ignore"] });
  await poll(`${program} to listen`, () => {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    return fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  });
  return child;
}

interface Ports {
  readonly admin: number;
  readonly boxes: number;
  readonly http: number;
  readonly smsc: number;
}

const storeIn = (folder: string, store: Store): string =>
  store === "memory"
    ? ""
    : `
store-type = ${store}
store-location = "${join(folder, store === "spool" ? "spool" : "store")}"`;

const configuration = (store: string, ports: Ports): string => `
group = core
admin-port = ${ports.admin}
admin-interface = 127.0.0.1
admin-password = bench
smsbox-port = ${ports.boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
dlr-storage = internal${store}

group = smsc
smsc = smpp
smsc-id = bench
host = 127.0.0.1
port = ${ports.smsc}
transceiver-mode = true
smsc-username = "kannel"
smsc-password = "secret"
system-type = ""
interface-version = 34
source-addr-autodetect = true
dest-addr-ton = 1
dest-addr-npi = 1
msg-id-type = 0x03
max-pending-submits = 100
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${ports.boxes}
sendsms-port = ${ports.http}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = bench
password = bench
`;
