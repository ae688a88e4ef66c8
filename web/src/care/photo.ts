// web/src/care/photo.ts: a resident's photo as an address that <img> takes. The address dies with the page that shows it.

import { useEffect, useMemo } from "preact/hooks";

export function bytesOfPhoto(image: string): Uint8Array<ArrayBuffer> {
  const text = atob(image.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function textOfPhoto(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function usePhoto(image: string | null | undefined): { photo?: string } {
  const address = useMemo(() => addressOf(image), [image]);
  useEffect(() => () => {
    if (address !== null) URL.revokeObjectURL(address);
  }, [address]);
  return address === null ? {} : { photo: address };
}

function addressOf(image: string | null | undefined): string | null {
  if (image === null || image === undefined || image === "") return null;
  const bytes = bytesOfPhoto(image);
  return URL.createObjectURL(new Blob([bytes], { type: bytes[0] === 0xff ? "image/jpeg" : "image/webp" }));
}
