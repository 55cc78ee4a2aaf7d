/**
 * The formulary: brands as they are sold in India, with what is in them. The facts are general knowledge of the labels of the packs; where
 * the content of a brand changed over time, or differs between forms under one name, the brand is left out, since a name that is unread is
 * asked about and a name that is read wrongly is not. A clinic adds its own names.
 */
import type { BrandLine } from './brand.js';
import { bloodBrands } from './blood.js';
import { diabetesBrands } from './diabetes.js';
import { goodsBrands, plainGoods } from './goods.js';
import { gutBrands } from './gut.js';
import { hairAndSkinBrands } from './hair-and-skin.js';
import { heartBrands } from './heart.js';
import { herbBrands } from './herbs.js';
import { hormoneBrands } from './hormones.js';
import { hospitalBrands } from './hospital.js';
import { immuneBrands } from './immune.js';
import { infectionBrands } from './infections.js';
import { lipidBrands } from './lipids.js';
import { mindAndNerveBrands } from './mind-and-nerves.js';
import { organAndSenseBrands } from './organs-and-senses.js';
import { painBrands } from './pain.js';
import { respiratoryBrands } from './respiratory.js';
import { vitaminBrands } from './vitamins.js';

/** Every brand of a medicine, and the goods of a pharmacy that are none. */
export const formulary: readonly BrandLine[] = [
  ...bloodBrands,
  ...heartBrands,
  ...lipidBrands,
  ...diabetesBrands,
  ...painBrands,
  ...gutBrands,
  ...respiratoryBrands,
  ...infectionBrands,
  ...immuneBrands,
  ...hairAndSkinBrands,
  ...hormoneBrands,
  ...mindAndNerveBrands,
  ...vitaminBrands,
  ...organAndSenseBrands,
  ...hospitalBrands,
  ...herbBrands,
  ...goodsBrands,
  ...plainGoods,
];
