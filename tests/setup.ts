import { setDefaultTimeout } from "bun:test";

// Not a wait: only how long a hook may take to start a database on a machine that does much else.
setDefaultTimeout(60_000);
