import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrationsFolder } from "../database/migrate.ts";

/** Names the state that all migrations lead to, so that a template of it can be kept. */
export function migrationState(): string {
  const folder = migrationsFolder();
  const hasher = new Bun.CryptoHasher("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".sql")) hasher.update(name).update(readFileSync(join(folder, name)));
  }
  return hasher.digest("hex").slice(0, 16);
}
