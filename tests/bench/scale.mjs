// tests/bench/scale.mjs: does what one request costs stay the same, from one home to a thousand, and from a thousand records to a million?
import { join } from "node:path";
import { initServer, startTimed, startWithLink } from "./careseal.mjs";
import { homesProgram, rssMb } from "./server.mjs";

// One more home, which is written to and read while so many others lie beside it.
async function loadBeside(machine, home, seconds) {
  const server = await startWithLink(machine, home);
  const rows = await machine.figures(process.env.CARE_LOAD, [
    "--port", String(server.port), "--token", server.token, "--pid", String(server.child.pid), "--clients", "16", "--seconds", String(seconds), "--rounds", "2",
  ], { seconds: 90 });
  await machine.stop(server.child);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

async function measureHomes({ machine, figures, quick, say }) {
  for (const count of quick ? [1, 10] : [1, 10, 100, 1000]) {
    say(`${count} homes`);
    // A folder of its own each time: the load's home has one name.
    const home = initServer(machine, `homes-${count}`);
    await machine.figures(homesProgram(), ["make", home.config, String(count)], { seconds: 1200 });
    const { child, port, ms } = await startTimed(machine, home, "home-001.localhost");
    figures.add(`scale.homes${count}.start.ms`, ms, "ms", "lower");
    await machine.figures(homesProgram(), ["knock", String(port), String(count)], { seconds: 600 });
    figures.add(`scale.homes${count}.rss_mb`, rssMb(child.pid), "MB", "lower");
    await machine.stop(child);
    const cost = await loadBeside(machine, home, quick ? 2 : 6);
    for (const [what, unit] of [["write.p50_ms", "ms"], ["write.server_core_us", "us"], ["list50.p50_ms", "ms"], ["list50.server_core_us", "us"]]) {
      figures.add(`scale.homes${count}.${what}`, cost[`server.${what}`], unit, "lower");
    }
  }
}

export async function measureScale(given) {
  const { machine, figures, quick, say } = given;
  await measureHomes(given);
  say("one home grows");
  figures.addAll(await machine.figures(join(process.env.CARE_BENCH_DIR, "care_bench_growth_bench"), [], {
    seconds: 1200, env: { CARE_BENCH_RECORDS: quick ? "10000" : "1000000", TMPDIR: machine.folder("growth") },
  }));
}
