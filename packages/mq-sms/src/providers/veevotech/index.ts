export { createVeevoTechProvider, veevotech } from "./provider.ts";
export { type VeevoTechSettings, veevoTechSettings } from "./settings.ts";
