import type { Wait } from "../../wait.ts";
import {
  type Account,
  type Joined,
  type Smsc,
  type SmscOptions,
  type SubmitRecord,
  startSmsc,
} from "../smsc.ts";
import { createTriggers } from "../triggers.ts";
import { connectPackage, type Fields, type PackageClient } from "./package-client.ts";

/** The account that a test's SMSC knows, and that {@link bind} uses. */
export const account: Account = { systemId: "demo", password: "secret" };

const atOnce: Wait = async () => {};
const open: { stop(): unknown }[] = [];

/** Stops what the test has opened; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const { stop } of open.splice(0).reverse()) await stop();
}

/** An SMSC with what it did. */
export interface StartedSmsc extends Smsc {
  delivered: Joined[];
  log: SubmitRecord[];
}

/** Starts one whose delays are over at once, and whose clock stands still. */
export async function start(options: Partial<SmscOptions> = {}): Promise<StartedSmsc> {
  const delivered: Joined[] = [];
  const log: SubmitRecord[] = [];
  const smsc = await startSmsc({
    port: 0,
    hostname: "127.0.0.1",
    accounts: [account],
    decide: createTriggers(),
    deliver: (message) => void delivered.push(message),
    log: (record) => void log.push(record),
    now: () => new Date("2026-01-02T15:30:00Z"),
    wait: atOnce,
    ...options,
  });
  open.push(smsc);
  return { ...smsc, delivered, log };
}

/** A client that is connected and not bound. */
export async function connect(
  { port }: Smsc,
  options?: Parameters<typeof connectPackage>[1],
): Promise<PackageClient> {
  const client = await connectPackage(port, options);
  open.push({ stop: () => client.close() });
  return client;
}

/** A client that has asked to be bound, and the status that it was answered with. */
export async function bind(
  smsc: Smsc,
  command = "bind_transceiver",
  fields: Fields = {},
  options?: Parameters<typeof connectPackage>[1],
): Promise<PackageClient & { status: number }> {
  const client = await connect(smsc, options);
  const credentials = { system_id: "demo", password: "secret", interface_version: 0x34 };
  const { command_status: status } = await client.request(command, { ...credentials, ...fields });
  return { ...client, status };
}

/** A `submit_sm` that is delivered. */
export const message = (fields: Fields = {}): Fields => ({
  source_addr: "NXDEMO",
  dest_addr_ton: 1,
  destination_addr: "84912345777",
  registered_delivery: 1,
  data_coding: 0,
  short_message: Buffer.from("Ma OTP 123456"),
  ...fields,
});

/** A `submit_sm` to a number with this ending. */
export const to = (ending: string, fields: Fields = {}): Fields =>
  message({ destination_addr: `84912345${ending}`, ...fields });

/** Until the condition is true; the test's own time limit ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
