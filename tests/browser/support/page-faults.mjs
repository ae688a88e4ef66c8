// What a person would call a fault of a page as it stands: words cut off, controls too small, words that were meant for programmers.
import { readFileSync } from "node:fs";

const messageIds = [...readFileSync(new URL("../../../web/src/i18n/message-ids.gen.ts", import.meta.url), "utf8").matchAll(/^ {2}"([^"]+-[^"]+)":/gm)].map(([, id]) => id);

// Sizes that the design fixes; the first that matches counts.
const targets = [
  [".entry-refused > .app-quick", 200, 64], [".app-tile", 93, 92], [".app-quick", 160, 104], [".app-round", 78, 64], [".app-pad__key", 84, 84],
  [".app-page__main-action .app-button--main", 200, 64],
];

export const pageFaults = (page) => page.evaluate(faultsOfPage, { ids: messageIds, wanted: targets });

// Runs in the page.
function faultsOfPage({ ids, wanted }) {
  const found = [];
  const name = (element) => `${element.tagName.toLowerCase()}${element.classList.length > 0 ? `.${[...element.classList].join(".")}` : ""} “${(element.innerText || element.getAttribute("aria-label") || element.id || "").trim().slice(0, 40)}”`;
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) && element.closest(".app-visually-hidden, [inert]") === null;
  const width = document.documentElement.clientWidth;

  if (document.documentElement.scrollWidth > width) found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} in ${width}`);
  if (document.querySelectorAll("h1").length !== 1) found.push(`${document.querySelectorAll("h1").length} main headings`);

  // Words cut off: by a box that hides what is too much, by the edge of the window, or by the frame of the thing that they stand in.
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === "" || parent.closest("script, style, template, option") !== null || !isSeen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
    let scrolls = false;
    for (let box = parent; box !== null && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      if (edge.width <= 1 || edge.height <= 1) { scrolls = true; break; } // for readers only
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) { scrolls = true; break; }
      const frames = box.matches("a, button, label, td, th, .app-card, .app-safety, .app-notification");
      const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
      if (style.display !== "inline" && (frames || hides) && rects.some((rect) => rect.right > edge.right + 1 || rect.left < edge.left - 1 || (hides && (rect.bottom > edge.bottom + 2 || rect.top < edge.top - 2)))) {
        found.push(`cut off: “${node.data.trim().slice(0, 40)}” in ${name(box)}`);
        break;
      }
      if (style.position === "fixed") break;
    }
    if (!scrolls && rects.some((rect) => rect.right > width + 1 || rect.left < -1)) found.push(`beyond the edge: “${node.data.trim().slice(0, 40)}”`);
  }
  for (const field of document.querySelectorAll("input, select")) {
    if (isSeen(field) && field.scrollWidth > field.clientWidth + 1 && !field.matches("[type=radio], [type=checkbox], [type=file]")) found.push(`cut off: the value of ${name(field)}`);
  }

  // Targets: 48 px, or what the page's design asks; a link within a sentence is as high as its line.
  const least = (element) => wanted.find(([selector]) => element.matches(selector))?.slice(1) ?? [48, 48];
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!isSeen(element) || element.type === "hidden" || element.matches(".app-skip")) continue;
    const rects = [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect());
    const w = Math.max(...rects.map((rect) => rect.right)) - Math.min(...rects.map((rect) => rect.left));
    const h = Math.max(...rects.map((rect) => rect.bottom)) - Math.min(...rects.map((rect) => rect.top));
    const inSentence = element.tagName === "A" && getComputedStyle(element).display === "inline" && [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length >= 3);
    const [leastWidth, leastHeight] = least(element);
    if (!inSentence && (w < leastWidth - 0.5 || h < leastHeight - 0.5)) found.push(`too small: ${name(element)} is ${Math.round(w)} × ${Math.round(h)}, not ${leastWidth} × ${leastHeight}`);
  }

  // Words meant for programmers: message ids, record ids, values that are not there.
  const copied = [...document.querySelectorAll(".app-copy, .app-kit, .app-screen-only code")].map((each) => each.innerText).join(" ");
  const known = new Set(ids);
  for (const token of new Set(document.body.innerText.split(/[\s“”"(),;]+/))) {
    const bare = token.replace(/[.:?!…]+$/, "");
    if (known.has(bare)) found.push(`a message id: ${bare}`);
    if (/^(?:undefined|null|NaN|\[object|Infinity)$/.test(bare) || /\{\s*\$/.test(token)) found.push(`not a word: ${bare}`);
    if (/^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{20,}$/.test(bare) && !copied.includes(bare)) found.push(`a raw id: ${bare}`);
  }
  return [...new Set(found)];
}
