declare module '@lhncbc/ucum-lhc' {
  interface ConvertedUnit {
    status: 'succeeded' | 'failed' | 'error';
    toVal: number | null;
    msg: string[];
  }
  interface ValidatedUnit {
    status: 'valid' | 'invalid' | 'error';
    ucumCode: string | null;
    msg: string[];
  }
  export class UcumLhcUtils {
    static getInstance(): UcumLhcUtils;
    convertUnitTo(from: string, value: number, to: string, options?: { suggest?: boolean; molecularWeight?: number }): ConvertedUnit;
    validateUnitString(unit: string, suggest?: boolean): ValidatedUnit;
  }
}
