import type { Outgoing, Sent } from "./engine.ts";

/** A provider in our own process that takes everything at once. Its reports bring its ids back. */
export const send = async ({ id }: Outgoing): Promise<Sent> => ({ id, providerId: `sim-${id}` });
