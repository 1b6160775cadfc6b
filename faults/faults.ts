import { campaign } from "./catalogue/campaign.ts";
import { database } from "./catalogue/database.ts";
import { ends, storm } from "./catalogue/ends.ts";
import { kills } from "./catalogue/kills.ts";
import { provider } from "./catalogue/provider.ts";
import { reports } from "./catalogue/reports.ts";
import type { Fault } from "./scene.ts";

/** How much of it. */
export interface Sizes {
  /** That the storm lasts. */
  readonly seconds: number;
  /** Of the campaign. */
  readonly recipients: number;
}

/** Every fault that can be tried. */
export const faultsOf = ({ seconds, recipients }: Sizes): readonly Fault[] => [
  storm(seconds),
  campaign(recipients),
  ...kills,
  ...database,
  ...provider,
  ...reports,
  ...ends,
];

/** Those with this number, else those with this in their name; all for an empty text. */
export const find = (faults: readonly Fault[], wanted: string): readonly Fault[] => {
  const numbered = faults.filter(({ id }) => id.toLowerCase() === wanted.toLowerCase());
  if (numbered.length > 0) return numbered;
  return faults.filter(({ id, name }) => `${id} ${name}`.includes(wanted));
};
