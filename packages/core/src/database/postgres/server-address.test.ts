import { expect, test } from "bun:test";
import { parseServerAddress, type ServerAddress } from "./server-address.ts";

const defaults: ServerAddress = {
  host: "localhost",
  port: 5432,
  user: "postgres",
  password: "",
  database: "postgres",
  tls: "disable",
  rootCertificate: undefined,
};

test.each<[string, Partial<ServerAddress>]>([
  ["postgres://", {}],
  ["postgresql://db.example", { host: "db.example" }],
  ["postgres://me@db.example/", { host: "db.example", user: "me", database: "me" }],
  [
    "postgres://me:p%40ss%2Fword@db:6432/sms",
    { host: "db", port: 6432, user: "me", password: "p@ss/word", database: "sms" },
  ],
  ["postgres://[::1]:5433/sms", { host: "::1", port: 5433, database: "sms" }],
  ["postgres://%2Frun%2Fpostgresql/sms", { host: "/run/postgresql", database: "sms" }],
  ["postgres://db/sms?sslmode=verify-full", { host: "db", database: "sms", tls: "verify-full" }],
  [
    "postgres://db/sms?sslmode=verify-full&sslrootcert=/etc/ca.pem",
    { host: "db", database: "sms", tls: "verify-full", rootCertificate: "/etc/ca.pem" },
  ],
  ["postgres://db/sms?sslmode=require", { host: "db", database: "sms", tls: "require" }],
])("reads %s", (url, expected) => {
  expect(parseServerAddress(url)).toEqual({ ...defaults, ...expected });
});

test.each(["postgres://db:none/x", "postgres://db/x?sslmode=maybe", "nonsense"])(
  "refuses %s",
  (url) => {
    expect(parseServerAddress(url)).toBeUndefined();
  },
);
