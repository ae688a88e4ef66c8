// web/src/features/welcome/model.ts: from a home's word to its address.

export function isHomeLabel(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/.test(text);
}

export function homeAddress(label: string): string {
  return `${location.protocol}//${label}.${location.host}/`;
}
