import { type Static, Type } from "@sinclair/typebox";

/** A message as it is accepted. */
export interface NewMessage {
  readonly id: string;
  readonly organizationId: string;
  /** Idempotency key, unique within the organization. */
  readonly key: string;
  readonly recipient: string;
  readonly sender: string;
  readonly body: string;
}

/** What a job carries to who sends it. */
export const Outgoing = Type.Object({ id: Type.String(), to: Type.String(), body: Type.String() });
export type Outgoing = Static<typeof Outgoing>;

/** A message that the provider took. */
export interface Sent {
  readonly id: string;
  readonly providerId: string;
}

/** Where an engine keeps things. */
export interface EngineOptions {
  readonly databaseUrl: string;
  /** Empty where the engine needs none. */
  readonly redisUrl: string;
}

/** A job library at the ledger's work, in one process; opened in every process that takes part. */
export interface Engine {
  /** Makes its tables and queues. */
  install(): Promise<void>;
  /** Stores messages and hands them out as work, all together. */
  accept(messages: readonly NewMessage[]): Promise<void>;
  /** Takes work and does it until stopped; tells how many messages each step delivered. */
  work(delivered: (count: number) => void): Promise<Working>;
  close(): Promise<void>;
}

/** Work under way. */
export interface Working {
  stop(): Promise<void>;
}

/**
 * `always` is the durability of a PostgreSQL commit; `everysec`, the default of Redis, may lose the
 * last second.
 */
export type RedisFsync = "everysec" | "always";

/** A way to use a library. */
export interface EngineKind {
  readonly name: string;
  /** How often its Redis calls fsync; absent where it needs none. */
  readonly redis: RedisFsync | undefined;
  /** How many messages are accepted together, and how many such batches at a time. */
  readonly acceptBatch: number;
  readonly acceptsAtATime: number;
  open(options: EngineOptions): Promise<Engine>;
}

/** Of so many messages those that are given to it: one at a time is slow, and fewer say as much. */
export const countFor = ({ acceptBatch }: EngineKind, messages: number): number =>
  acceptBatch === 1 ? Math.min(messages, 5000) : messages;

/** What a queue is called, in every library. */
export const queueName = "send";

/** A job of that message. */
export const toOutgoing = ({ id, recipient, body }: NewMessage): Outgoing => ({
  id,
  to: recipient,
  body,
});
