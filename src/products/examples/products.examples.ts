/** Example bodies of products and lots. The ids are placeholders: the product and the place of a lot are those of the same clinic. */
export const productExamples = {
  solution: {
    kind: 'mesotherapy-solution',
    name: 'Hair mesotherapy solution',
    maker: 'Example Laboratories',
    ingredients: [
      { ingredient: 'biotin', code: { system: 'atc', code: 'A11HA05' }, concentration: { value: 5, unit: 'mg/mL' } },
      { ingredient: 'd-panthenol', concentration: { value: 250, unit: 'mg/mL' } },
    ],
    stockUnit: 'mL',
    storage: { text: 'Away from light; use within 28 days of opening', minimumCelsius: 2, maximumCelsius: 8 },
  },
  pigment: {
    kind: 'pigment',
    name: 'Scalp pigment',
    maker: 'Example Pigments',
    ingredients: [{ ingredient: 'iron-oxide-pigment' }, { ingredient: 'titanium-dioxide-pigment' }],
    stockUnit: 'mL',
    pigment: { shade: 'light brown', hex: '#7b5b3a', number: 'CI 77491' },
  },
  cartridge: { kind: 'cartridge', name: 'Cartridge of three', ingredients: [], stockUnit: '{piece}', needle: { gauge: 31, needlesPerCartridge: 3 } },
  lot: {
    productId: '01936f00-0000-7000-8000-000000000001',
    lotNumber: 'A-2026-114',
    expiresOn: '2099-06-30',
    received: { value: 100, unit: 'mL' },
    locationId: '01936f00-0000-7000-8000-000000000002',
  },
  receipt: { kind: 'receipt', locationId: '01936f00-0000-7000-8000-000000000002', quantity: { value: 50, unit: 'mL' } },
  count: {
    kind: 'correction',
    locationId: '01936f00-0000-7000-8000-000000000002',
    quantity: { value: 97.5, unit: 'mL' },
    reason: 'Counted at the end of the month',
  },
  recall: { reason: 'Particles were found in vials of this lot', recallSource: 'Example Laboratories' },
};
