// web/src/care/scale-photo.ts: a chosen picture made small on this device. Drawing it anew also leaves behind what cameras
// write into files: place, time, device.

import { textOfPhoto } from "./photo.ts";

export type ScaledPhoto = { readonly kind: "done"; readonly image: string } | { readonly kind: "not_a_picture" } | { readonly kind: "too_detailed" };

const longestSide = 320;
const mostBytes = 32_000; // the schema allows 40,000; a sealed draft must hold it next to the words
const attempts: readonly (readonly [type: string, quality: number])[] = [
  ["image/webp", 0.86], ["image/webp", 0.74], ["image/webp", 0.6], ["image/jpeg", 0.84], ["image/jpeg", 0.7], ["image/jpeg", 0.5],
];

export async function scalePhoto(file: Blob): Promise<ScaledPhoto> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null || picture.width === 0 || picture.height === 0) return { kind: "not_a_picture" };
  const canvas = drawSmall(picture);
  picture.close();
  if (canvas === null) return { kind: "not_a_picture" };
  for (const [type, quality] of attempts) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
    // A browser that can't write WebP writes PNG instead.
    if (blob === null || blob.type !== type || blob.size > mostBytes) continue;
    return { kind: "done", image: textOfPhoto(new Uint8Array(await blob.arrayBuffer())) };
  }
  return { kind: "too_detailed" };
}

function drawSmall(picture: ImageBitmap): HTMLCanvasElement | null {
  const factor = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * factor));
  canvas.height = Math.max(1, Math.round(picture.height * factor));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
