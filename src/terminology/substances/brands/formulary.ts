/**
 * The formulary: brands as sold in India, with their compositions, from general knowledge of the labels on the packs. A brand is left out where its composition
 * changed over time, or differs between forms of one name: an unread name is asked about, while a wrongly read name is not. A clinic adds its own names.
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

/** Every brand of a medicine, and the pharmacy goods that are not medicines. */
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
