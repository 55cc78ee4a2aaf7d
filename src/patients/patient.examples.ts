/** People who do not exist. */
export const patientExamples = {
  whole: {
    names: [{ use: 'official', given: ['Asha'], family: 'Rao', text: 'Asha Rao' }],
    birthDate: '1991-04-03',
    sexAtBirth: 'female',
    gender: 'female',
    phones: [{ value: '+919812345678', use: 'mobile' }],
    emails: [{ value: 'asha@example.org' }],
    addresses: [{ lines: ['12 Example Road'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' }],
    identifiers: [{ system: 'https://healthid.abdm.gov.in', value: '91-1234-5678-9012' }],
    preferredLanguage: 'en-IN',
    emergencyContact: { name: 'Kiran Rao', relationship: 'brother', phone: '+919812345679' },
    communicationPreferences: { sms: true, email: false, whatsapp: true },
  },
  least: { names: [{ text: 'Vikram' }], sexAtBirth: 'male' },
};
