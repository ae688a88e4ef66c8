// tests/bench/server.mjs: writes and lists under load beside the peer; memory and start with many homes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { initServer, startTimed, startWithLink } from "./careseal.mjs";
import { startPeer } from "./peer.mjs";
import { median } from "./support/figures.mjs";

export const homesProgram = () => join(process.env.CARE_BENCH_DIR, "care_bench_homes");

export function rssMb(pid) {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return (Number(kib) * 1024) / 1e6;
}

async function starts(machine, home, name, count) {
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const { child, ms } = await startTimed(machine, home, name);
    times.push(ms);
    await machine.stop(child);
  }
  return median(times);
}

async function measureLoad({ machine, figures, quick, say }) {
  const home = initServer(machine, "load");
  const server = await startWithLink(machine, home);
  const peer = await startPeer(machine);
  say(`${quick ? 16 : 64} clients sign in, write and read`);
  figures.addAll(await machine.figures(process.env.CARE_LOAD, [
    "--port", String(server.port), "--token", server.token, "--pid", String(server.child.pid),
    "--peer", String(peer.port), "--peer-pid", String(peer.child.pid),
    "--clients", quick ? "16" : "64", "--seconds", quick ? "2" : "10", "--rounds", quick ? "2" : "5",
  ], { seconds: quick ? 90 : 200 }));
  await machine.stop(peer.child);
  await machine.stop(server.child);
  figures.add("server.start_one_home.ms", await starts(machine, home, "load.localhost", quick ? 3 : 9), "ms", "lower");
}

// Every home is asked for its name, and its files are opened for reading and writing; then nobody comes any more.
async function idleRss(machine, home, count, openMax) {
  const { child, port } = await startTimed(machine, home, "home-001.localhost", ["--homes-open-max", String(openMax)]);
  await machine.figures(homesProgram(), ["knock", String(port), String(count)], { seconds: 60 });
  await new Promise((resolve) => { setTimeout(resolve, 2500); }); // two rounds of the server's upkeep
  const mb = rssMb(child.pid);
  await machine.stop(child);
  return mb;
}

async function measureHomes({ machine, figures, quick, say }) {
  const count = quick ? 10 : 100;
  say(`${count} homes`);
  const home = initServer(machine, "homes");
  await machine.figures(homesProgram(), ["make", home.config, String(count)], { seconds: 120 });
  figures.add("server.start.ms", await starts(machine, home, "home-001.localhost", quick ? 3 : 9), "ms", "lower");
  figures.add(`server.idle${count}.rss_mb`, await idleRss(machine, home, count, 64), "MB", "lower");
  figures.add(`server.idle${count}_all_open.rss_mb`, await idleRss(machine, home, count, count + 1), "MB", "lower");
}

export async function measureServer(given) {
  await measureLoad(given);
  await measureHomes(given);
}
