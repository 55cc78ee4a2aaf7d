const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Converts digits to superscript. */
export const toSuperscript = (digits: string): string => digits.replace(/\d/g, (digit) => superscripts[Number(digit)]!).replace(/[-−]/, '⁻');

/** Formats a UCUM unit for people: 10*3/uL is 10³/µL, {INR} is INR, and 1 is empty. */
export const formatChartUnit = (ucum: string): string =>
  ucum === '1'
    ? ''
    : ucum
        .replaceAll(/10[*^](-?\d+)/g, (_all, power: string) => `10${toSuperscript(power)}`)
        .replaceAll(/[{}[\]]/g, '')
        .replaceAll('_', ' ')
        .replaceAll(/(^|[/. ])u(?=[a-zA-Z])/g, '$1µ')
        .replaceAll(/(?<=[a-z])[23](?![\d.])/g, toSuperscript);
