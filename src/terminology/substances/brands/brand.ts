/**
 * A member of a brand family: the name on the pack, and the composition.
 *
 * An item of the composition is the id of a substance ('telmisartan'), or the id with the route of the pack ('betamethasone:skin'); the routes are those of
 * `Route` (skin, eye, ear, nose, mouth, vagina, rectum, inhaled, injected, systemic). Goods that are not medicines (soap, syringe, baby food) have the single
 * item 'no-medicine'.
 *
 * Each suffix that changes the composition gives a member of its own: 'Telma', 'Telma H', 'Telma AM'. Strengths and forms are not part of the name.
 */
export type BrandLine = readonly [name: string, ...composition: string[]];
