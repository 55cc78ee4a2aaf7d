/**
 * The groups of medicines that matter for a treatment of the scalp. Every ATC group is assigned to its medicine groups, or to none; rules name groups, not
 * lists of codes. Substances without an ATC code (herbs, supplements) belong to groups as well.
 */
export const medicineGroups = {
  anticoagulant:
    'Anticoagulants: vitamin K antagonists, heparins, direct inhibitors of thrombin or factor Xa, fondaparinux (B01AA, B01AB, B01AE, B01AF, B01AX)',
  aspirin: 'Acetylsalicylic acid and other salicylates for the whole body, in any combination',
  'other-antiplatelet': 'Inhibitors of the platelets other than aspirin: clopidogrel, prasugrel, ticagrelor, dipyridamole, cilostazol and their kin',
  fibrinolytic: 'Medicines that dissolve clots, and other antithrombotics',
  nsaid: 'Non-steroidal anti-inflammatory medicines for the whole body; glucosamine, chondroitin and paracetamol are none',
  'vitamin-e': 'Vitamin E by mouth, above the content of a usual multivitamin or unstated',
  'blood-thinning-supplement': 'Herbs and supplements that make bleeding more likely: fish oil, ginkgo, garlic, ginseng, turmeric in doses, and their kin',
  'bleeding-antidepressant': 'Antidepressants that make bleeding a little more likely: SSRI and SNRI',
  haemostatic: 'Medicines against bleeding: clotting factors, tranexamic acid, vitamin K',
  'diabetes-medicine': 'Medicines for diabetes, insulins included; GLP-1 agonists included',
  antihypertensive: 'Medicines that lower the blood pressure, diuretics and beta blockers included',
  'heart-medicine': 'Medicines for the heart: glycosides, antiarrhythmics, nitrates, ivabradine',
  'beta-blocker': 'Beta blockers: adrenaline can raise the pressure sharply',
  'adrenaline-interaction': 'Medicines that make adrenaline dangerous: tricyclics, MAO inhibitors, COMT inhibitors, strong alpha blockers',
  'lidocaine-interaction':
    'Medicines that raise lidocaine or add to its effect: class I and III antiarrhythmics, cimetidine, strong inhibitors of CYP1A2 and CYP3A4',
  'methaemoglobin-inducer':
    'Medicines that add to prilocaine in forming methaemoglobin: dapsone, sulfonamides, nitrates, primaquine, phenytoin, nitrofurantoin',
  antiepileptic: 'Medicines for epilepsy, also where they are taken for pain or mood',
  immunosuppressant: 'Immunosuppressants and immunomodulators, biologics and JAK inhibitors included; methotrexate in low dose',
  'systemic-corticosteroid': 'Corticosteroids for the whole body, by mouth or injection',
  'cancer-medicine': 'Cytostatics, targeted and hormonal treatments of cancer',
  'immune-stimulant': 'Interferons, colony-stimulating factors and other stimulants of the immune system',
  'anti-infective': 'Antibiotics, antifungals, antivirals and antiparasitics for the whole body: an infection is to be asked about',
  antiretroviral: 'Antiretrovirals, and antivirals for hepatitis B or C',
  'herpes-antiviral': 'Antivirals against herpes',
  'topical-anti-infective': 'Anti-infectives on the skin, the scalp included: an infection of the skin is to be asked about',
  'topical-corticosteroid': 'Corticosteroids and calcineurin inhibitors on the skin',
  retinoid: 'Retinoids by mouth: isotretinoin, acitretin',
  'topical-retinoid': 'Retinoids and peeling acids on the skin',
  'hair-medicine': 'Minoxidil, finasteride, dutasteride and other medicines for the hair',
  'five-alpha-reductase-inhibitor': 'Finasteride, dutasteride: by mouth or on the skin',
  antiandrogen: 'Antiandrogens: spironolactone for the hair, cyproterone, bicalutamide, flutamide',
  hormone: 'Sex hormones, contraceptives and hormone replacement',
  'pregnancy-medicine': 'Medicines of a pregnancy, of fertility treatment or against lactation',
  'thyroid-medicine': 'Thyroid hormones, antithyroid medicines, iodine',
  biotin: 'Biotin, which falsifies immunoassays in high doses',
  'iron-or-anaemia-medicine': 'Iron, folic acid, vitamin B12 and erythropoietins: an anaemia is to be asked about',
  'psychiatric-medicine': 'Antipsychotics, lithium, antidepressants, sedatives',
  'local-anaesthetic': 'Local anaesthetics',
  'general-anaesthetic-or-opioid': 'Opioids, anaesthetics, muscle relaxants',
  photosensitiser: 'Medicines that make the skin sensitive to light: psoralens, amiodarone, tetracyclines',
  'lung-medicine': 'Medicines for asthma and chronic lung disease',
  'liver-or-gut-medicine':
    'Medicines that point to a liver disease or an inflammatory bowel disease: lactulose with rifaximin, ursodeoxycholic acid, mesalazine',
  'transfusion-or-dialysis': 'Blood products, solutions for dialysis and infusion',
  'eye-glaucoma': 'Medicines for glaucoma, beta blockers in drops included',
} as const;

export type MedicineGroup = keyof typeof medicineGroups;
