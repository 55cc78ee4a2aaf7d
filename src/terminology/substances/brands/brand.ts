/**
 * A member of a brand family: its name as it stands on the pack, and its composition.
 *
 * An item of the composition is the id of a substance ('telmisartan'), or the id with the route that the pack is for
 * ('betamethasone:skin'); the routes are those of `Route` (skin, eye, ear, nose, mouth, vagina, rectum, inhaled, injected, systemic).
 * Goods that are no medicine (soap, syringe, baby food) have the one item 'no-medicine'.
 *
 * Each suffix that changes the composition is a member of its own: 'Telma', 'Telma H', 'Telma AM'. Strengths and forms are no part of the name.
 */
export type BrandLine = readonly [name: string, ...composition: string[]];
