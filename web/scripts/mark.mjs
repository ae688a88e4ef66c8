// web/scripts/mark.mjs: draws the mark of Careseal, a leaf inside a seal, as SVG and as PNGs for phones. One
// geometry, two outputs; nothing is taken from elsewhere.

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";

const out = fileURLToPath(new URL("../public/icons/", import.meta.url));
mkdirSync(out, { recursive: true });

const teal = [11, 93, 87];
const paper = [251, 250, 247];
const scallops = 14;

// In a square from -1 to 1. The seal's edge, soft scallops:
const edge = (angle, radius) => radius * (1 + 0.032 * Math.cos(scallops * angle));
// The leaf: where two circles overlap, standing upright and turned a little.
const turn = Math.PI / 4.4;
const leaf = { reach: 0.86, offset: 0.5 };
const half = Math.sqrt(leaf.reach ** 2 - leaf.offset ** 2); // half the leaf's length
const scale = 0.6 / half;

const inSeal = (x, y, radius) => Math.hypot(x, y) <= edge(Math.atan2(y, x), radius);
function inLeaf(x, y) {
  const [u, v] = unturn(x, y);
  return Math.hypot(u - leaf.offset, v) <= leaf.reach && Math.hypot(u + leaf.offset, v) <= leaf.reach;
}
function unturn(x, y) {
  const cos = Math.cos(-turn), sin = Math.sin(-turn);
  return [(x * cos - y * sin) / scale, (x * sin + y * cos) / scale];
}
// The vein runs from below the leaf's foot almost to its tip; two smaller ones leave it.
const veins = [
  [[0, half * 1.2], [0, -half * 0.55]],
  [[0, half * 0.42], [0.23, half * 0.06]],
  [[0, half * 0.16], [-0.23, -half * 0.2]],
];
const veinWidth = 0.055;
function distance([x, y], [[ax, ay], [bx, by]]) {
  const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}
const onVein = (x, y) => veins.some((vein) => distance(unturn(x, y), vein) <= veinWidth);
const onStem = (x, y) => distance(unturn(x, y), [[0, half * 0.9], [0, half * 1.2]]) <= veinWidth;
const inRing = (x, y) => { const r = Math.hypot(x, y); return r <= 0.865 && r >= 0.825; };

// The colour at a point; `radius` of the seal (0 = the whole square is teal, for maskable icons).
function paint(x, y, seal, zoom) {
  const a = x / zoom, b = y / zoom;
  if (seal && !inSeal(a, b, 0.965)) return null;
  if (inLeaf(a, b)) return onVein(a, b) ? teal : paper;
  if (onStem(a, b)) return paper;
  return inRing(a, b) ? paper : teal;
}

function png(size, { seal, zoom, opaque }) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  const fine = 4;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0];
      for (let i = 0; i < fine * fine; i++) {
        const colour = paint(((x + ((i % fine) + 0.5) / fine) / size) * 2 - 1, ((y + (Math.floor(i / fine) + 0.5) / fine) / size) * 2 - 1, seal, zoom) ?? (opaque ? paper : null);
        if (colour === null) continue;
        for (let c = 0; c < 3; c++) sum[c] += colour[c];
        sum[3] += 1;
      }
      const at = y * (size * 4 + 1) + 1 + x * 4;
      for (let c = 0; c < 3; c++) rows[at + c] = sum[3] === 0 ? 0 : Math.round(sum[c] / sum[3]);
      rows[at + 3] = Math.round((sum[3] / (fine * fine)) * 255);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

const crcTable = [...Array(256).keys()].map((n) => { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return framed;
}

function svg() {
  const n = (value) => Number((value * 100).toFixed(1)).toString();
  const hex = (colour) => `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  const points = [...Array(scallops * 8).keys()].map((i) => {
    const angle = (i / (scallops * 8)) * 2 * Math.PI;
    return `${n(edge(angle, 0.965) * Math.cos(angle))} ${n(edge(angle, 0.965) * Math.sin(angle))}`;
  });
  const place = ([u, v]) => {
    const x = u * scale, y = v * scale;
    return `${n(x * Math.cos(turn) - y * Math.sin(turn))} ${n(x * Math.sin(turn) + y * Math.cos(turn))}`;
  };
  const reach = n(leaf.reach * scale);
  const line = ([from, to]) => `M${place(from)}L${place(to)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200">
<path fill="${hex(teal)}" d="M${points.join("L")}z"/>
<circle r="84.5" fill="none" stroke="${hex(paper)}" stroke-width="4"/>
<path fill="none" stroke="${hex(paper)}" stroke-width="${n(2 * veinWidth * scale)}" stroke-linecap="round" d="${line([[0, half * 0.9], [0, half * 1.2]])}"/>
<path fill="${hex(paper)}" d="M${place([0, half])}A${reach} ${reach} 0 0 1 ${place([0, -half])}A${reach} ${reach} 0 0 1 ${place([0, half])}z"/>
<path fill="none" stroke="${hex(teal)}" stroke-width="${n(2 * veinWidth * scale)}" stroke-linecap="round" d="${line([[0, half * 0.93], [0, -half * 0.55]])}${veins.slice(1).map(line).join("")}"/>
</svg>
`;
}

writeFileSync(`${out}mark.svg`, svg());
writeFileSync(`${out}icon-192.png`, png(192, { seal: true, zoom: 1 }));
writeFileSync(`${out}icon-512.png`, png(512, { seal: true, zoom: 1 }));
writeFileSync(`${out}maskable-512.png`, png(512, { seal: false, zoom: 0.76 }));
writeFileSync(`${out}touch-180.png`, png(180, { seal: false, zoom: 0.86 }));
