/** Decodes HEIC, the format of many telephones, by libheif, which runs as WebAssembly without access to the machine. */
import { createRequire } from 'node:module';
import { Damaged, MOST_PROFILE_BYTES, Refused } from './refusals.js';

/** The functions of libheif that are used; each writes its error to the first argument. */
interface Libheif {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  _heif_context_alloc(): number;
  _heif_context_free(context: number): void;
  _heif_context_read_from_memory(error: number, context: number, content: number, bytes: number, options: number): void;
  _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void;
  _heif_image_handle_release(handle: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_get_color_profile_type(handle: number): number;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, profile: number): void;
  _heif_image_handle_get_nclx_color_profile(error: number, handle: number, profile: number): void;
  _heif_decode_image(error: number, handle: number, image: number, colours: number, chroma: number, options: number): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number;
  _heif_image_release(image: number): void;
}

const RGB = 1;
const EIGHT_BITS_EACH = 10;
const ALL_CHANNELS = 10;
const encodeFourLetters = (word: string): number => Buffer.from(word, 'latin1').readUInt32BE(0);
const PROFILE = encodeFourLetters('prof');
const RESTRICTED_PROFILE = encodeFourLetters('rICC');
const NUMBERED_COLOURS = encodeFourLetters('nclx');
/** Display P3, of ITU-T H.273. */
const DISPLAY_P3 = 12;

export interface Unfolded {
  /** The upright pixels: red, green, blue, one byte each. */
  pixels: Buffer;
  width: number;
  height: number;
  /** The colour space: an ICC profile, Display P3, or sRGB, which is also the default. */
  colours: Buffer | 'p3' | 'srgb';
}

let loaded: Libheif | null = null;

/** Loads libheif with the first such picture: it takes half a second and twenty megabytes. */
const load = (): Libheif => (loaded ??= createRequire(import.meta.url)('libheif-js/wasm-bundle') as Libheif);

/** Decodes the main picture of the file. Other pictures and all metadata are left out. */
export const unfoldHeic = (content: Buffer, mostPixels: number): Unfolded => {
  const lib = load();
  const taken: (() => void)[] = [];
  const take = (bytes: number): number => {
    const address = lib._malloc(bytes);
    if (address === 0) throw new Damaged();
    taken.push(() => lib._free(address));
    return address;
  };
  const word = (address: number): number => Buffer.from(lib.HEAPU8.buffer, address, 4).readUInt32LE(0);
  const error = take(16);
  const out = take(4);
  const require = (call: () => void): void => {
    call();
    if (word(error) !== 0) throw new Damaged();
  };
  const coloursOf = (handle: number): Unfolded['colours'] => {
    const type = lib._heif_image_handle_get_color_profile_type(handle);
    if (type === PROFILE || type === RESTRICTED_PROFILE) {
      const bytes = lib._heif_image_handle_get_raw_color_profile_size(handle);
      if (bytes === 0 || bytes > MOST_PROFILE_BYTES) return 'srgb';
      const profile = take(bytes);
      require(() => lib._heif_image_handle_get_raw_color_profile(error, handle, profile));
      return Buffer.from(lib.HEAPU8.subarray(profile, profile + bytes));
    }
    if (type !== NUMBERED_COLOURS) return 'srgb';
    require(() => lib._heif_image_handle_get_nclx_color_profile(error, handle, out));
    // A byte for the version of the structure, then the primaries as a word.
    return word(word(out) + 4) === DISPLAY_P3 ? 'p3' : 'srgb';
  };

  try {
    const context = lib._heif_context_alloc();
    taken.push(() => lib._heif_context_free(context));
    const file = take(content.length);
    lib.HEAPU8.set(content, file);
    require(() => lib._heif_context_read_from_memory(error, context, file, content.length, 0));
    require(() => lib._heif_context_get_primary_image_handle(error, context, out));
    const handle = word(out);
    taken.push(() => lib._heif_image_handle_release(handle));
    if (lib._heif_image_handle_get_width(handle) * lib._heif_image_handle_get_height(handle) > mostPixels) throw new Refused('too-many-pixels');
    const colours = coloursOf(handle);
    require(() => lib._heif_decode_image(error, handle, out, RGB, EIGHT_BITS_EACH, 0));
    const image = word(out);
    taken.push(() => lib._heif_image_release(image));
    const [width, height] = [lib._heif_image_get_width(image, ALL_CHANNELS), lib._heif_image_get_height(image, ALL_CHANNELS)];
    const plane = lib._heif_image_get_plane_readonly2(image, ALL_CHANNELS, out);
    const stride = word(out);
    const pixels = Buffer.alloc(width * height * 3);
    for (let row = 0; row < height; row++) pixels.set(lib.HEAPU8.subarray(plane + row * stride, plane + row * stride + width * 3), row * width * 3);
    return { pixels, width, height, colours };
  } finally {
    for (const free of taken.reverse()) free();
  }
};

/** The pixels as an unpacked TIFF with its colour profile: from there it goes the way of any other picture. */
export const createTiff = ({ pixels, width, height }: Unfolded, profile: Buffer | null): Buffer => {
  const entries: [tag: number, type: 3 | 4 | 7, count: number, value: number][] = [
    [0x0100, 4, 1, width],
    [0x0101, 4, 1, height],
    [0x0102, 3, 3, 0],
    [0x0103, 3, 1, 1],
    [0x0106, 3, 1, 2],
    [0x0111, 4, 1, 0],
    [0x0115, 3, 1, 3],
    [0x0116, 4, 1, height],
    [0x0117, 4, 1, pixels.length],
    ...(profile ? [[0x8773, 7, profile.length, 0] as [number, 7, number, number]] : []),
  ];
  const bits = 8 + 2 + entries.length * 12 + 4;
  const head = Buffer.alloc(bits + 6 + (profile?.length ?? 0));
  const at: Record<number, number> = { 0x0102: bits, 0x8773: bits + 6, 0x0111: head.length };
  head.write('II*\0\x08\0\0\0', 'latin1');
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], index) => {
    const entry = 10 + index * 12;
    head.writeUInt16LE(tag, entry);
    head.writeUInt16LE(type, entry + 2);
    head.writeUInt32LE(count, entry + 4);
    head.writeUInt32LE(at[tag] ?? value, entry + 8);
  });
  for (let channel = 0; channel < 3; channel++) head.writeUInt16LE(8, bits + channel * 2);
  profile?.copy(head, bits + 6);
  return Buffer.concat([head, pixels]);
};
