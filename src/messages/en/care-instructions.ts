/** What a patient does and leaves before and after a session, as it is shipped; a clinic that sets its own has them in the database. */
export const careInstructions = {
  'mesotherapy.before.clean-hair': 'Come with clean hair.',
  'mesotherapy.before.consultation': 'Tell the doctor before the session if anything about your health has changed.',
  'mesotherapy.before.lifestyle': 'Live and eat healthily.',

  'mesotherapy.after.washing': 'Do not wash your hair {when}.',
  'mesotherapy.after.sun-and-dust': 'Keep your head out of direct sun and dust {when}.',
  'mesotherapy.after.massage': 'Do not massage your scalp {when}.',
  'mesotherapy.after.hair-colour': 'Do not colour your hair {when}.',
  'mesotherapy.after.alcohol': 'Drink no alcohol {when}.',
  'mesotherapy.after.exercise': 'Avoid strenuous exercise {when}.',
  'mesotherapy.after.work': 'You can work again the same day.',
  'mesotherapy.after.food': 'Eat food rich in nutrients.',

  'scalp-micropigmentation.before.blood-thinning':
    'Take no aspirin, no anti-inflammatory painkillers and no vitamin E {when}. Never stop a medicine that a doctor prescribed for your heart or blood without asking that doctor.',
  'scalp-micropigmentation.before.time': 'Keep four hours free for the session.',
  'scalp-micropigmentation.before.medicines': 'Tell us all medicines that you take.',

  'scalp-micropigmentation.after.washing': 'Do not wash your scalp {when}.',
  'scalp-micropigmentation.after.bending': 'Avoid bending your head down {when}.',
  'scalp-micropigmentation.after.headband.avoid': 'Wear no headband {when}.',
  'scalp-micropigmentation.after.headband.wear': 'Wear a headband {when}.',
  'scalp-micropigmentation.after.antibiotic-cream': 'Use the antibiotic cream as prescribed {when}.',
  'scalp-micropigmentation.after.painkiller': 'Take only the painkiller that was prescribed: another one may be in the way of the next sitting.',
  'scalp-micropigmentation.after.bandage': 'No bandage is needed.',
  'scalp-micropigmentation.after.sun': 'Keep your scalp out of the sun {when}.',
  'scalp-micropigmentation.after.alcohol': 'Drink no alcohol {when}.',
  'scalp-micropigmentation.after.exercise': 'Do not exercise {when}.',
  'scalp-micropigmentation.after.work': 'You can work again the next day.',
  'scalp-micropigmentation.after.hair-dye': 'Dyeing your hair black later gives the best match, if you wish it.',
} as const;
