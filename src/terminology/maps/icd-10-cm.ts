/**
 * Codes of ICD-10-CM whose category has another meaning in ICD-10 of the WHO, or does not exist there. All other codes are read under the WHO's category of the
 * same letter and digits. Source: tabular lists of both classifications.
 */
export const icd10CmDifferences: readonly (readonly [prefix: string, ...icd10: string[]])[] = [
  // Diabetes of another cause. The WHO has neither E08 nor E09, and uses E13 and E14 for other diabetes.
  ['E08', 'E13'],
  ['E09', 'E13'],
  ['R73.03', 'R73.0'],
  // ICD-10-CM codes coronary disease with angina under I25.
  ['I25.11', 'I25.1', 'I20.9'],
  ['I21.A', 'I21.9'],
  ['I16', 'I10'],
  ['I1A', 'I10'],
  ['I27.82', 'I27.8', 'I26.9'],
  ['I5A', 'I51.8'],
  // ICD-10-CM has the single code B20 for HIV; in the WHO's list B20 is HIV with infections.
  ['B20', 'B24'],
  ['A92.5', 'A92.8'],
  // Haemorrhoids.
  ['K64', 'I84', 'K64'],
  ['K68', 'K66'],
  ['K95', 'T85.9'],
  // Skin cancer, melanoma in situ and Merkel cell cancer.
  ['C4A', 'C44'],
  ['C7A', 'C75.9'],
  ['C7B', 'C79.9'],
  ['D3A', 'D48.9'],
  ['D49', 'D48'],
  ['D78', 'T81.9'],
  ['D89.81', 'D89.8'],
  // ICD-10-CM codes long-term medicines under Z79, the WHO under Z92.
  ['Z79.0', 'Z92.1'],
  ['Z79.01', 'Z92.1'],
  ['Z79.02', 'Z92.2'],
  ['Z79.1', 'Z92.2'],
  ['Z79.3', 'Z30.4'],
  ['Z79.4', 'Z92.2', 'E14'],
  ['Z79.5', 'Z92.2'],
  ['Z79.6', 'Z92.2'],
  ['Z79.82', 'Z92.2'],
  ['Z79.84', 'Z92.2', 'E14'],
  ['Z79', 'Z92.2'],
  // Weeks and outcome of a pregnancy.
  ['Z3A', 'Z33'],
  ['O09', 'Z35.9'],
  ['O9A', 'O99'],
  ['Z33.1', 'Z33'],
  ['Z33.2', 'O04.9'],
  // Old heart attack, past cerebral infarction.
  ['Z86.73', 'I69.4'],
  ['Z86.718', 'I82.9'],
  ['Z86.711', 'I26.9'],
  ['Z85.820', 'C43.9', 'Z85.8'],
  ['Z85.82', 'C44.9', 'Z85.8'],
  ['Z16', 'U82.9'],
  // Lupus, arthritis and gout, which are in other chapters of the WHO's list.
  ['M1A', 'M10'],
  ['M97', 'T84.0'],
  ['G89', 'R52'],
  ['J4A', 'J98.4'],
  ['Z20.82', 'Z20.8'],
  ['L76', 'T81.9'],
  ['R65.2', 'A41.9'],
  ['Z98.61', 'Z95.5'],
  ['Z92.21', 'Z92.6'],
];
