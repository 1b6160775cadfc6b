import type { Database } from "@nx/core";
import {
  byPlace,
  type Place,
  type PlacedRow,
  type PlacePage,
  toPages,
} from "../events/by-place.ts";
import {
  type ReceivedMessage,
  type ReceivedRow,
  receivedRows,
  toReceived,
} from "./read-inbound.ts";

/** For each place what the organization received from there on, that of erased people left out. */
export async function readReceived(
  { orm }: Pick<Database, "orm">,
  places: readonly Place[],
): Promise<readonly PlacePage<ReceivedMessage>[]> {
  const rows = await orm.execute<ReceivedRow & PlacedRow>(byPlace(places, receivedRows));
  return toPages(places, rows, toReceived);
}
