/** A brand by its name as on the pack, with the substances that are in it. A substance may name its route: `betamethasone:skin`. */
export type BrandLine = readonly [name: string, ...composition: string[]];
