// web/src/state/display.ts: how the app looks to this person on this device. Display preferences are
// the only thing besides ciphertext that may be kept in the browser; public/theme.js applies them
// before the first paint.

import { effect, signal, type Signal } from "@preact/signals";
import { changeLanguage } from "../i18n/load.ts";
import type { Language } from "../i18n/translate.ts";

export type Theme = "device" | "light" | "dark" | "night";
export type Letters = "system" | "easy";
export type TileSize = "normal" | "large";

export interface DisplayPreferences {
  readonly theme: Signal<Theme>;
  readonly letters: Signal<Letters>;
  readonly tiles: Signal<TileSize>;
  readonly language: Signal<Language>;
}

const key = "careseal.display";

export function buildDisplayPreferences(): DisplayPreferences {
  const saved = read();
  const display: DisplayPreferences = {
    theme: signal(oneOf(saved["theme"], ["device", "light", "dark", "night"])),
    letters: signal(oneOf(saved["letters"], ["system", "easy"])),
    tiles: signal(oneOf(saved["tiles"], ["normal", "large"])),
    language: signal(oneOf(saved["language"], ["en", "cy"])),
  };
  effect(() => {
    const { theme, letters, tiles, language } = display;
    apply("theme", theme.value === "device" ? null : theme.value);
    apply("letters", letters.value === "system" ? null : letters.value);
    apply("tiles", tiles.value === "normal" ? null : tiles.value);
    write({ theme: theme.value, letters: letters.value, tiles: tiles.value, language: language.value });
  });
  effect(() => {
    if (display.letters.value === "easy") void import("../styles/easy-read.css");
  });
  effect(() => {
    void changeLanguage(display.language.value);
  });
  return display;
}

function apply(name: string, value: string | null): void {
  if (value === null) delete document.documentElement.dataset[name];
  else document.documentElement.dataset[name] = value;
}

function oneOf<V extends string>(value: unknown, allowed: readonly [V, ...V[]]): V {
  return allowed.find((choice) => choice === value) ?? allowed[0];
}

function read(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function write(value: Record<string, string>): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still shows the choice until it is closed.
  }
}
