// web/src/platform/build.ts: which build this is; the hash also as four words to read out.

export interface Build {
  readonly version: string;
  readonly words: string;
  readonly hash: string;
}

export const build: Build = __BUILD__;
