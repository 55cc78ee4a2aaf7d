/**
 * The formulary: brands as they are sold in India, with what is in them. The facts are general knowledge of the labels of the packs; where
 * the content of a brand changed over time, or differs between forms under one name, the brand is left out, since a name that is unread is
 * asked about and a name that is read wrongly is not. A clinic adds its own names.
 */
import { antibacterialBrands } from './bacteria.js';
import { bloodBrands } from './blood.js';
import { bloodPressureBrands } from './blood-pressure.js';
import type { BrandLine } from './brand.js';
import { diabetesBrands } from './diabetes.js';
import { fungusVirusAndParasiteBrands } from './fungi-viruses-parasites.js';
import { goodsBrands } from './goods.js';
import { goodsInShort } from './goods-in-short.js';
import { gutBrands } from './gut.js';
import { hairAndSkinBrands } from './hair-and-skin.js';
import { heartBrands } from './heart.js';
import { herbBrands } from './herbs.js';
import { hormoneBrands } from './hormones.js';
import { hospitalBrands } from './hospital.js';
import { immuneBrands } from './immune.js';
import { lipidBrands } from './lipids.js';
import { mindBrands } from './mind.js';
import { muscleAndJointBrands } from './muscles-and-joints.js';
import { nerveBrands } from './nerves.js';
import { organAndSenseBrands } from './organs-and-senses.js';
import { painBrands } from './pain.js';
import { plainGoods } from './plain-goods.js';
import { respiratoryBrands } from './respiratory.js';
import { stomachBrands } from './stomach.js';
import { vitaminBrands } from './vitamins.js';

/** Every brand of a medicine, and the goods of a pharmacy that are none. */
export const formulary: readonly BrandLine[] = [
  ...bloodBrands,
  ...bloodPressureBrands,
  ...heartBrands,
  ...lipidBrands,
  ...diabetesBrands,
  ...painBrands,
  ...muscleAndJointBrands,
  ...stomachBrands,
  ...gutBrands,
  ...respiratoryBrands,
  ...antibacterialBrands,
  ...fungusVirusAndParasiteBrands,
  ...immuneBrands,
  ...hairAndSkinBrands,
  ...hormoneBrands,
  ...mindBrands,
  ...nerveBrands,
  ...vitaminBrands,
  ...organAndSenseBrands,
  ...hospitalBrands,
  ...herbBrands,
  ...goodsBrands,
  ...goodsInShort,
  ...plainGoods,
];
