/** Hairline's own codes: what the clinic does and uses that no other shipped system has a code for. */
import type { Listed } from './listed.js';

/** Operations, as the rules know them. */
const procedures: readonly Listed[] = [
  ['hair-transplant-fue', 'Hair transplant by follicular unit extraction', 'FUE', 'hair restoration'],
  ['hair-transplant-fut', 'Hair transplant by follicular unit transplantation', 'FUT', 'strip surgery', 'hair restoration'],
  ['hysterectomy', 'Hysterectomy', 'removal of the uterus'],
  ['mesotherapy', 'Mesotherapy of the scalp', 'scalp injections'],
  ['platelet-rich-plasma', 'Platelet-rich plasma for hair loss', 'PRP'],
  ['scalp-micropigmentation', 'Scalp micropigmentation', 'SMP', 'scalp tattoo', 'hair tattoo'],
  ['scalp-surgery', 'Surgery of the scalp', 'scalp reduction', 'craniotomy'],
];

/** Substances of the treatments that have no ATC code, and the statement that there is no allergy. */
const substances: readonly Listed[] = [
  ['carbon-pigment', 'Carbon pigment', 'carbon black', 'tattoo ink'],
  ['iron-oxide-pigment', 'Iron oxide pigment', 'ferric oxide', 'tattoo ink'],
  ['no-known-allergies', 'No known allergies', 'NKA', 'NKDA', 'none'],
  ['silicium', 'Silicium', 'organic silica', 'silicon'],
  ['titanium-dioxide-pigment', 'Titanium dioxide pigment', 'tattoo ink'],
];

export const hairline: readonly Listed[] = [...procedures, ...substances];
