import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "./free-ports.ts";
import { poll } from "./poll.ts";

/** Where Kannel sends what it is told. */
export interface KannelOptions {
  /** Of the SMSC that it connects to, on loopback. */
  smscPort: number;
  systemId: string;
  password: string;
  /** Called for each inbound message, with `from`, `to`, `text` (UTF-8) as parameters. */
  inboundUrl: string;
}

/** A running Kannel: `bearerbox` is the SMPP client, `smsbox` its HTTP interface. */
export interface Kannel {
  /** Gives the status of the answer and its text. */
  sendSms(parameters: Record<string, string>): Promise<{ status: number; text: string }>;
  stop(): Promise<void>;
}

const bearerbox = "/usr/sbin/bearerbox";
const smsbox = "/usr/sbin/smsbox";

/**
 * Starts it in a folder of its own, on free ports. Ready when its HTTP interface is. It is given
 * other ports if somebody else took one of them in the meantime.
 */
export async function startKannel(options: KannelOptions): Promise<Kannel> {
  for (const path of [bearerbox, smsbox]) {
    if (!existsSync(path)) throw new Error(`${path} is missing: install the package "kannel"`);
  }
  for (let tries = 1; ; tries += 1) {
    const kannel = await tryToStart(options).catch((error: unknown) => {
      if (tries === 3) throw error;
    });
    if (kannel) return kannel;
  }
}

async function tryToStart(options: KannelOptions): Promise<Kannel> {
  const [admin = 0, boxes = 0, http = 0] = await freePorts(3);
  const folder = await mkdtemp(join(tmpdir(), "kannel-"));
  const path = join(folder, "kannel.conf");
  await Bun.write(path, configuration(options, { admin, boxes, http }));

  const children: Bun.Subprocess[] = [];
  const run = async (program: string, port: number) => {
    const child = Bun.spawn([program, "-v", "4", path], {
      cwd: folder,
      stdio: ["ignore", null, null],
    });
    children.push(child);
    await poll(`${program} to listen`, () => {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
      return fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
    });
  };
  const stop = async () => {
    // A shutdown in good order takes it many seconds, and there is nothing worth keeping.
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => child.exited));
    await rm(folder, { recursive: true, force: true });
  };

  try {
    await run(bearerbox, admin);
    await run(smsbox, http); // it gives up if the bearerbox does not listen yet
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    async sendSms(parameters) {
      const query = new URLSearchParams({ username: "tester", password: "tester", ...parameters });
      const response = await fetch(`http://127.0.0.1:${http}/cgi-bin/sendsms?${query}`);
      return { status: response.status, text: await response.text() };
    },
    stop,
  };
}

function configuration(
  { smscPort, systemId, password, inboundUrl }: KannelOptions,
  ports: { admin: number; boxes: number; http: number },
): string {
  return `
group = core
admin-port = ${ports.admin}
admin-interface = 127.0.0.1
admin-password = tester
smsbox-port = ${ports.boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = simulator
host = 127.0.0.1
port = ${smscPort}
transceiver-mode = true
smsc-username = "${systemId}"
smsc-password = "${password}"
system-type = ""
interface-version = 34
source-addr-autodetect = true
dest-addr-ton = 1
dest-addr-npi = 1
msg-id-type = 0x03
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${ports.boxes}
sendsms-port = ${ports.http}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = tester
password = tester
concatenation = true
max-messages = 10

group = sms-service
keyword = default
get-url = "${inboundUrl}?from=%p&to=%P&text=%b&charset=%C&coding=%c"
max-messages = 0
concatenation = true
catch-all = true
`;
}
