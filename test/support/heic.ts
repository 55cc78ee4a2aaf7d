/** Pictures as telephones take them, made here: three plain areas, packed once by an encoder of HEVC, in a file that each test composes. */

/** 64 by 48: red on the left; on the right green above blue. */
const PICTURE = Buffer.from('AAAAKyYBr3j3jv/w1X/08tLpYa4hWz/Z9fuDAJ94GZP76DEuRd9sLay5ds1loWA=', 'base64');
const DECODER = Buffer.from(
  'AQFgAAAAAAAAAAAAuvAA/P34+AAACwYgAAEAGkABDAL//wFgAAADAIAAAAMAAAMAugAALAkAIQABACxCAQIBYAAAAwCAAAADAAADALoAAKAggxcuSTKpuAhoMCAAAAMAIAAAAwMhACIAAQAIRAHBcYKZIAAgAAEAGkABDAL//wFgAAADAIAAAAMAAAMAugAALAkAIQABACxCAQIBYAAAAwCAAAADAAADALoAAKAggxcuSTKpuAhoMCAAAAMAIAAAAwMhACIAAQAHRAHBcYKZIA==',
  'base64',
);
const WIDTH = 64;
const HEIGHT = 48;

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const hex = (...digits: string[]): Buffer => Buffer.from(digits.join(''), 'hex');
const word = (number: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
};
const FULL = hex('00000000');

/** Exif of a telephone: camera, owner and place. */
const exif = Buffer.concat([
  word(0),
  hex('4d4d002a00000008', '0002', '010f', '0002', '0000000c', '00000026', '013b', '0002', '00000010', '00000032', '00000000'),
  Buffer.from('Test Camera\0Owner Testperson GPS 12.97N 77.59E\0', 'latin1'),
]);

export interface HeicSettings {
  /** Turned by so many quarters against the clock when it is shown, as a telephone that was held upright writes it. */
  quarters?: number;
  /** What the colours are. */
  profile?: Buffer | 'display-p3';
  /** What the file says of its size; the truth, when left out. */
  width?: number;
  height?: number;
}

export const heic = ({ quarters = 0, profile, width = WIDTH, height = HEIGHT }: HeicSettings = {}): Buffer => {
  const numbered = box('colr', Buffer.from('nclx', 'latin1'), hex('000c', '000d', '0006', '80'));
  const colours = profile === undefined ? [] : [profile === 'display-p3' ? numbered : box('colr', Buffer.from('prof', 'latin1'), profile)];
  const properties = [
    box('hvcC', DECODER),
    box('ispe', FULL, word(width), word(height)),
    ...colours,
    ...(quarters === 0 ? [] : [box('irot', Buffer.from([quarters]))]),
  ];
  const associations = properties.map((_, index) => (index === 0 || properties[index]!.includes('irot') ? 0x80 : 0) | (index + 1));
  const kind = box('ftyp', Buffer.from('heic', 'latin1'), word(0), Buffer.from('mif1heic', 'latin1'));
  const metaOf = (from: number): Buffer =>
    box(
      'meta',
      FULL,
      box('hdlr', FULL, word(0), Buffer.from('pict', 'latin1'), Buffer.alloc(13)),
      box('pitm', FULL, hex('0001')),
      box(
        'iinf',
        FULL,
        hex('0002'),
        box('infe', hex('02000000', '0001', '0000'), Buffer.from('hvc1\0', 'latin1')),
        box('infe', hex('02000000', '0002', '0000'), Buffer.from('Exif\0', 'latin1')),
      ),
      box('iref', FULL, box('cdsc', hex('0002', '0001', '0001'))),
      box('iprp', box('ipco', ...properties), box('ipma', FULL, word(1), hex('0001'), Buffer.from([associations.length, ...associations]))),
      box(
        'iloc',
        FULL,
        hex('4400', '0002', '0001', '0000', '0001'),
        word(from),
        word(PICTURE.length),
        hex('0002', '0000', '0001'),
        word(from + PICTURE.length),
        word(exif.length),
      ),
    );
  const before = kind.length + metaOf(0).length + 8;
  return Buffer.concat([kind, metaOf(before), box('mdat', PICTURE, exif)]);
};
