/**
 * A part of an address without its percent-encoding. Anybody can write an address: where the
 * encoding is broken the part is shown as it came, and never thrown at the page.
 *
 * @param decode `decodeURI` leaves the characters encoded that part an address
 */
export function decoded(part: string, decode: (text: string) => string = decodeURIComponent): string {
  try {
    return decode(part);
  } catch {
    return part;
  }
}
