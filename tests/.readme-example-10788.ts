import { createKeyring, migrate, openDatabase } from "@nx/core";
import { createOtpService, logOnlyOtpSender } from "@nx/identity";

const database = await openDatabase({ url: "memory://" });
await migrate(database);
const keys = createKeyring([{ id: "p1", key: "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=" }]);
const sender = logOnlyOtpSender({ production: false, print: console.log });
const otp = createOtpService({ database, sender, ...(keys.ok && { peppers: keys.keyring }) });

const caller = { scope: "shop", trusted: true };
const requested = await otp.request(caller, { phone: "+84912345678" });
if (requested.ok) {
  const code = prompt("Code:") ?? "";
  console.log(await otp.verify(caller, { id: requested.value.id, code }));
}
await database.close();
