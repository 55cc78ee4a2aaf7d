/**
 * Words that distinguish packs of the same goods: scent, flavour, size, target group. They explain nothing by themselves, nor beside a medicine or an unknown
 * name. They count only in a line whose one name is of goods ("Dove nourishing oil", "Cerelac wheat mixed fruit"). The list has no herb that makes bleeding
 * more likely, and no medicine.
 */
const words =
  'active, advance, advanced, almond, anti dandruff, anti hair fall, antidandruff, apple, avocado, ayurveda, ayurvedic, baby, badam, banana, ' +
  'bar, beauty bar, black, blossom, blue, body, boy, boys, bright, butter, butterscotch, care, caramel, charcoal, cherry, child, chocolate, ' +
  'choco, choice, citrus, classic, clean, clear, cocoa, cocoa butter, coconut, coffee, combo, complete, conditioner, cool, cooling, creamy, ' +
  'cucumber, cute, daily, damage, dark, deep, deluxe, dental, dry, dry skin, egg, elaichi, extra, extra large, fair, fairness, family, female, ' +
  'fine, flavour, flavor, flavoured, floral, flow pack, follow up, foam, fresh, freshness, fruit, fruits, fruit and nut, full, game, gentle, ' +
  'girl, girls, glow, golden, grape, green, growth, hair fall, hairfall, happy, hard, herbal, hydra, ice, infant, instant, intense, jasmine, ' +
  'juicy, junior, kesar, kids, kiwi, ladies, large, lavender, lemon, lemon fresh, light, lime, litchi, long, look, lychee, male, malai, mango, ' +
  'masala, max, med, medium, men, menz, mens, menthol fresh, milk, milky, mini, mint, mix, mixed, mixed fruit, moist, moisture, moisturising, ' +
  'moisturizing, multigrain, multipack, natural, naturals, nature, night, no, nourish, nourishing, number, nut, nuts, oil control, oil clear, ' +
  'oily skin, old, olive, one, orange, oreo, original, overnight, pack, pants, papaya, peach, peel, perfect, pineapple, pink, pista, plain, ' +
  'popping, pouch, powder, premium, pro, protect, protection, pump, pure, purifying, radiance, ragi, raspberry, real, red, refill, regular, ' +
  'rescue, rich, rice, ring, roll on, rose, roasted, safe, saffron, sachet, sandal, sandalwood, saver, scrub, sensitive, shakti, shine, shots, ' +
  'silk, silky, skin, slim, small, smooth, smoothening, soft, soft touch, spot, spray, stage, standard, stick, strawberry, strong, sugar free, ' +
  'sugarless, summer, sun, super, tail, talc, tea tree, thick, thin, tin, total, touch, trial, tube, twin, ultra, unisex, value, vanilla, veg, ' +
  'vegetable, vitamin, volume, warm, wash, water, wheat, white, whitening, wild, wings, winter, women, womens, wonder, xl, xs, xxl, xxxl, ' +
  'yellow, yoghurt, young, s, m, l, t, d, o, r, x, nb, flow, flowpack, pouches, coco, condi, condit, cond, shmp, shp, shamp, fw, tal, crm, blk, ' +
  'wht, cool mint, floss, strips, lip, blister, jr, uv, oils, plastic, patanjali, beauty, bubbly, celebration, celebrations, rich dry fruit, ' +
  'rdfc, popping candy, marvellous creations, mc, stg, mu, moong, rifil, refil, shkti, gx, ux, sx, u, rl, lar, won, wonder pants, std, stan, lg, ' +
  'sm, ad, ahf, lb, hfc, hf, cdr, ss, cm, basic, te, nrm, total effects, df, dreamflower, pwd, wt, wb, bey, dsl, cr, asl, den, denim, musk, ' +
  'orig, orgn, pj, bb, choc, mf, max fresh, kb, kesar badam, irt, ser, rescuetwin, ful, ds, dc, sac, batch, f, w, tpst, sens, shcr, rzr, disp, ' +
  'saloon, easygrip, stri, sen, creem, creme, fre, fres, strwbrry, blm, monsoon, ste, sterile, bis, chk, needled, sw, nw, sn, numbar, ab, nee, ' +
  'gauge, advansed, alovera, aloe, menz max, multi, air, insta, inst, sil, rennovation, renovation, extra care, extra dry, anti hairfall, ' +
  'hairfal, smooth and silky, silky smooth, black shine, cool blue, syring, mv, lsc, hrc, nrsh, sp, com, comp, v, cle, plus, ayurvedi, drain, all, cold, cold coffee, ord, follow, up, combipack, ref, n, i, tbr, pac';

/** The words and phrases, one per entry. */
export const goodsWords: readonly string[] = words.split(', ');
