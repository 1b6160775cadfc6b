/** Installs a peer that no registry of ours holds; the machine is Debian and we are root. */
export async function provideDebianPackage(name: string): Promise<void> {
  const run = async (...command: string[]) => {
    const child = Bun.spawn(command, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    return child.exited;
  };
  await run("apt-get", "update", "-qq");
  const code = await run("apt-get", "install", "-y", "-qq", "--no-install-recommends", name);
  if (code !== 0) throw new Error(`${name} is missing and could not be installed`);
}
