import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { productExamples } from '../../../src/products/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow, prepare, stocked } from '../../support/journey.js';

const { solution, pigment, cartridge } = productExamples;

describe('a product', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const add = (body: object) => dermatologist().post('/v1/products', body);

  it('is added, read, listed by kind, changed with its version, and retired in place of deleted', async () => {
    const added = await add(pigment);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ ...pigment, status: 'active', version: 1 });
    const path = added.headers.location as string;
    expect((await clinic.as('technician').get(path)).body).toEqual(added.body);
    const changed = await clinic.as('admin').patch(path, { maker: null, storage: { text: 'Dark' }, status: 'retired' }, { ifMatch: 1 });
    expect(changed.body).toMatchObject({ storage: { text: 'Dark' }, status: 'retired', version: 2 });
    expect(changed.body).not.toHaveProperty('maker');
    expect((await dermatologist().patch(path, { name: 'x' }, { ifMatch: 1 })).status).toBe(412);
    expect((await dermatologist().patch(path, { name: 'x' })).status).toBe(428);
    const listed = async (query: string) => (await dermatologist().get(`/v1/products?${query}`)).body.items as { id: string }[];
    expect(await listed('kind=pigment&status=retired')).toMatchObject([{ id: added.body.id }]);
    expect(await listed('kind=pigment&status=active')).toEqual([]);
    const lot = await dermatologist().post('/v1/product-lots', { productId: added.body.id as string, lotNumber: 'L', expiresOn: '2099-01-01' });
    expect(lot.body.errors).toMatchObject([{ pointer: '/productId', code: 'retired' }]);
  });

  it('says what is wrong with it, all at once', async () => {
    const wrong = await add({
      ...cartridge,
      kind: 'anaesthetic',
      ingredients: [
        { ingredient: 'lidocaine', code: { system: 'loinc', code: '718-7' }, concentration: { value: 0, unit: 'mg/millilitre' } },
        { ingredient: 'prilocaine', code: { system: 'atc', code: 'ZZ' } },
      ],
      pigment: pigment.pigment,
      stockUnit: 'vials',
      storage: { minimumCelsius: 8, maximumCelsius: 2 },
    });
    expect((wrong.body.errors as { pointer: string }[]).map((error) => error.pointer)).toEqual([
      '/pigment',
      '/needle',
      '/ingredients/0/code',
      '/ingredients/0/concentration/unit',
      '/ingredients/0/concentration/value',
      '/ingredients/1/code',
      '/stockUnit',
      '/storage/maximumCelsius',
    ]);
    expect((await add({ ...solution, ingredients: [] })).body.errors).toMatchObject([{ pointer: '/ingredients', code: 'required' }]);
    const { pigment: _shade, ...shadeless } = pigment;
    expect((await add(shadeless)).body.errors).toMatchObject([{ pointer: '/pigment', code: 'required' }]);
    expect((await add({ ...pigment, pigment: { shade: 'brown', hex: 'brown' } })).body.errors).toMatchObject([{ pointer: '/pigment/hex' }]);
  });

  it('is kept without what was sent as null', async () => {
    const { body } = await add({ ...cartridge, maker: null, storage: { text: 'Dry', minimumCelsius: null }, needle: { gauge: 30, needlesPerCartridge: null } });
    expect([body.storage, body.needle]).toEqual([{ text: 'Dry' }, { gauge: 30 }]);
  });

  it('is counted in one unit for good once it has lots', async () => {
    const { productId } = await stocked(clinic);
    const path = `/v1/products/${productId}`;
    expect((await dermatologist().patch(path, { stockUnit: 'uL' }, { ifMatch: 1 })).body).toMatchObject({ type: '/problems/conflict' });
    expect((await dermatologist().patch(path, { name: 'Another name', stockUnit: 'mL' }, { ifMatch: 1 })).status).toBe(200);
    const without = await add(solution);
    expect((await dermatologist().patch(`/v1/products/${without.body.id}`, { stockUnit: 'uL' }, { ifMatch: 1 })).status).toBe(200);
  });

  it('is kept from whoever has no business with it, and from other clinics', async () => {
    const { productId, lotId, locationId } = await stocked(clinic);
    const paths = ['/v1/products', `/v1/products/${productId}`, '/v1/product-lots', `/v1/product-lots/${lotId}`, `/v1/stock-locations/${locationId}`];
    for (const role of ['receptionist', 'auditor'] as const) {
      for (const path of paths) expect([role, path, (await clinic.as(role).get(path)).status]).toEqual([role, path, 403]);
    }
    const technician = clinic.as('technician');
    for (const path of paths) expect([path, (await technician.get(path)).status]).toEqual([path, 200]);
    expect((await technician.post('/v1/products', solution)).status).toBe(403);
    expect((await technician.post(`/v1/product-lots/${lotId}/movements`, productExamples.receipt)).status).toBe(403);
    expect((await technician.post(`/v1/product-lots/${lotId}/recall`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(403);
    expect((await technician.get(`/v1/product-lots/${lotId}/exposures`)).status).toBe(403);
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(`/v1/products/${productId}`)).status).toBe(404);
    expect((await other.get(`/v1/product-lots/${lotId}/exposures`)).status).toBe(404);
    expect((await other.get('/v1/product-lots')).body.items).toEqual([]);
    expect((await other.post('/v1/product-lots', { productId, lotNumber: 'L', expiresOn: '2099-01-01' })).body.errors).toMatchObject([
      { pointer: '/productId', code: 'unknown-product' },
    ]);
  });

  describe('in a contraindication check', () => {
    const check = (patientId: string, more: object) =>
      dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(0), ...more });
    const allergicTo = (text: string) => ({ allergies: [{ substance: { text }, criticality: 'high', reaction: 'urticaria' }] });

    it('counts with what is in it, beside the ingredients that were named', async () => {
      const { patientId } = await prepare(clinic);
      const id = (await add(solution)).body.id as string;
      const checked = await check(patientId, { ingredients: ['lidocaine', 'biotin'], products: [id, id.toUpperCase()] });
      expect(checked.status).toBe(201);
      expect(checked.body).toMatchObject({ products: [id], ingredients: ['lidocaine', 'biotin', 'd-panthenol'] });
      const path = `/v1/contraindication-checks/${checked.body.id}`;
      expect((await dermatologist().get(path)).body).toMatchObject({ products: [id], ingredients: ['lidocaine', 'biotin', 'd-panthenol'] });
      await dermatologist().patch(`/v1/products/${id}`, { ingredients: [{ ingredient: 'minoxidil' }] }, { ifMatch: 1 });
      expect((await dermatologist().get(path)).body.ingredients).toEqual(['lidocaine', 'biotin', 'd-panthenol']);
    });

    it('rules the treatment out for whoever is allergic to something in it, by name or by its ATC code', async () => {
      const { patientId } = await prepare(clinic, { medicalHistory: allergicTo('lignocaine') });
      const harmless = (await add(solution)).body.id as string;
      const named = (await add({ ...solution, kind: 'anaesthetic', ingredients: [{ ingredient: 'lidocaine' }] })).body.id as string;
      const branded = { ...solution, ingredients: [{ ingredient: 'Brandocaine forte', code: { system: 'atc', code: 'N01BB02' } }] };
      const coded = (await add(branded)).body.id as string;
      const outcome = async (products: string[]) => {
        const { body } = await check(patientId, { products });
        return (body.findings as { ruleId: string; outcome: string }[]).find(({ ruleId }) => ruleId.includes('allergy'))?.outcome;
      };
      expect([await outcome([harmless]), await outcome([harmless, named]), await outcome([coded])]).toEqual(['clear', 'contraindicated', 'contraindicated']);
    });

    it('of which nothing is known leaves open what is used', async () => {
      const { patientId } = await prepare(clinic);
      const id = (await add(cartridge)).body.id as string;
      expect((await check(patientId, { products: [id] })).body).toMatchObject({ products: [id], ingredients: null });
      expect((await check(patientId, {})).body).toMatchObject({ products: [], ingredients: null });
    });

    it('must be one of the clinic’s', async () => {
      const { patientId } = await prepare(clinic);
      const id = (await add(cartridge)).body.id as string;
      const foreign = (await (await app.clinic()).as('dermatologist').post('/v1/products', cartridge)).body.id as string;
      expect((await check(patientId, { products: [id, foreign] })).body.errors).toMatchObject([{ pointer: '/products/1', code: 'unknown-product' }]);
    });
  });
});
