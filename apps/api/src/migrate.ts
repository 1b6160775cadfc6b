/** `bun run migrate`: brings the database to the newest version and ends. */
import { migrate, openDatabase } from "@nx/core";
import { readEnvironment } from "./environment.ts";

const { environment } = readEnvironment(process.env);
const database = await openDatabase({ url: environment.databaseUrl });
await migrate(database);
await database.close();
console.log("The database is up to date.");
