import type { Database } from "@nx/core";
import type { FaultProxy, PostgresServer } from "@nx/core/testing";
import type { Simulator } from "@nx/simulator";
import type { Audit } from "./audit.ts";
import type { OnCallback } from "./balancer.ts";
import type { Load } from "./load.ts";
import type { Member } from "./processes.ts";

/** What a fault may do its damage to, and what it may look at. */
export interface Scene {
  readonly apis: readonly Member[];
  readonly workers: readonly Member[];
  readonly postgres: PostgresServer;
  /** Between the processes and the database. */
  readonly proxy: FaultProxy;
  /** Between the workers and the provider. */
  readonly provider: FaultProxy;
  /** Its log is the truth from outside. */
  readonly simulator: Simulator;
  /** Past the proxy, as superuser. */
  readonly database: Database;
  /** The data's own small disk, where the fault asked for one. */
  readonly disk: string | undefined;
  /** In [0, 1), the same for the same seed. */
  readonly random: () => number;
  /** True while there is still load. */
  readonly isLoaded: () => boolean;
  readonly load: Load;
  /** Sends one message, once, to the balancer or to one API. A 202 is a promise like the load's. */
  send(message: ClientMessage, to?: Member): Promise<ClientReply | undefined>;
  /** Calls a route under `/v1` with the organization's key; a text is sent as a CSV file. */
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly json: unknown }>;
  /** Notes a required behaviour that was not seen. */
  require(behaviour: string, seen: boolean): void;
}

/** A message as a client sends it. */
export interface ClientMessage {
  readonly phone: string;
  readonly category?: "otp" | "transactional" | "promotional";
  readonly key?: string;
}

/** What the client was told; nothing at all where the connection broke. */
export interface ClientReply {
  readonly status: number;
  readonly id: string | undefined;
  readonly replayed: boolean;
}

/** A fault, and what it is tried with. */
export interface Fault {
  /** Its number in the fault matrix; several faults may show one line of it. */
  readonly id: string;
  readonly name: string;
  /** Part of the short run. */
  readonly quick?: true;
  readonly messages: number;
  readonly perSecond: number;
  readonly apis: number;
  readonly workers: number;
  /** Answers of the provider that are faults themselves. */
  readonly provider: boolean;
  /** Messages a second that the provider takes, over all processes. */
  readonly rate?: number;
  /** Messages for which the organization has paid; plenty where it is absent. */
  readonly credit?: number;
  /** What its endpoint is told of; everything where it is absent. */
  readonly told?: readonly string[];
  /** `odd`: answers are spoilt on the wire. `untrusted`: its certificate is nobody's. */
  readonly answers?: "odd" | "untrusted";
  /** The data lies on a disk of so many MiB. */
  readonly diskMiB?: number;
  /** By how many hours the clock of each process is wrong; a second number is for the time after. */
  readonly clock?: (member: string) => readonly number[];
  /** In the place of plain delivery of callbacks. */
  readonly onCallback?: OnCallback;
  disturb(scene: Scene): Promise<void>;
  /** Looks for what this fault requires beyond the audit, when nothing is open any more. */
  check?(scene: Scene): Promise<void>;
}

/** What came of it. */
export interface FaultResult extends Audit {
  readonly fault: string;
  readonly seed: number;
  readonly messages: number;
  /** What of the money ledger does not balance. */
  readonly moneyOff: number;
  /** Events of messages that the receiver of webhooks was not told of, and those it was told again. */
  readonly webhooksLost: number;
  readonly webhooksAgain: number;
  readonly kills: number;
  /** From the end of load and damage until nothing was due or marked any more. */
  readonly secondsToRecover: number;
  readonly peakMemoryMiB: number;
  /** What clients were answered, by status and problem; `0` is no answer. */
  readonly replies: Readonly<Record<string, number>>;
  /** Required behaviours that were not seen. */
  readonly unmet: readonly string[];
}
