/** Words beside a procedure that say where and by whom it was done, and nothing about the procedure itself. */
import { foldAll, type Token } from '../words/tokens.js';

const indianCities = [
  ...[
    'mumbai, bombay, navi, thane, delhi, new, ncr, bengaluru, bangalore, hyderabad, secunderabad, ahmedabad, chennai, madras, kolkata',
    'calcutta, surat, pune, jaipur, lucknow, kanpur, nagpur, indore, bhopal, visakhapatnam, vizag, patna, vadodara, baroda, ghaziabad',
    'ludhiana, agra, nashik, nasik',
  ],
  ...[
    'faridabad, meerut, rajkot, varanasi, banaras, srinagar, aurangabad, dhanbad, amritsar, allahabad, prayagraj, ranchi, howrah',
    'coimbatore, jabalpur, gwalior, vijayawada, jodhpur, madurai, raipur, kota, guwahati, chandigarh, mohali, panchkula, solapur, hubli',
    'hubballi, dharwad, tiruchirappalli, trichy, bareilly, moradabad, mysore, mysuru',
  ],
  ...[
    'gurgaon, gurugram, aligarh, jalandhar, bhubaneswar, salem, warangal, mira, bhayandar, bhiwandi, thiruvananthapuram, trivandrum',
    'saharanpur, gorakhpur, guntur, bikaner, amravati, noida, jamshedpur, bhilai, cuttack, kochi, cochin, ernakulam, nellore, bhavnagar',
    'dehradun, durgapur, asansol, rourkela, nanded, kolhapur, ajmer, akola, gulbarga, jamnagar, ujjain, loni, siliguri, jhansi',
    'ulhasnagar, jammu, sangli, mangalore, mangaluru, erode, belgaum, belagavi, tirunelveli, malegaon, gaya, udaipur, kozhikode',
    'calicut, thrissur, davanagere, kurnool, bokaro, bellary, patiala, agartala, bhagalpur, muzaffarnagar, latur, dhule, rohtak, korba',
    'bhilwara, muzaffarpur, ahmednagar, mathura, kollam, rajahmundry, bilaspur, shahjahanpur, satara, rampur, kakinada, panipat, karnal',
    'bathinda, imphal, shillong, aizawl, shimla, goa, panaji, puducherry, pondicherry, vellore, tirupati, hisar, sonipat, alwar',
    'haridwar, roorkee, anand, nadiad, bharuch, vapi, india',
  ],
];
const worldCities = [
  ...[
    'london, dubai, abu, dhabi, sharjah, doha, qatar, muscat, oman, riyadh, jeddah, kuwait, bahrain, istanbul, ankara, antalya, turkey',
    'bangkok, thailand, singapore, kuala, lumpur, malaysia, colombo, kathmandu, nepal, dhaka, bangladesh, karachi, lahore, islamabad',
    'pakistan, york, toronto, canada, sydney, melbourne, australia, paris, berlin, germany, madrid, rome, amsterdam, brussels, vienna',
    'zurich, moscow, tehran, cairo, nairobi, kenya, lagos, johannesburg, beijing, shanghai, hong, kong, seoul, korea, tokyo, jakarta',
    'manila, chicago, boston, houston, usa, us, uk, uae, england, birmingham, manchester, dublin, kabul, abroad, overseas',
  ],
];
const houses = [
  ...[
    'hospital, hospitals, clinic, clinics, centre, center, nursing, home, institute, medical, college, private, government, govt, civil',
    'district, municipal, city, multispeciality, dr, doctor, surgeon, prof, department, dept, by, at, in, from',
  ],
  ...[
    'aiims, apollo, fortis, max, medanta, manipal, kokilaben, lilavati, breach, candy, jaslok, hinduja, kem, sion, nair, jj, narayana',
    'columbia, asia, aster, care, kims, yashoda, cmc, pgi, pgimer, jipmer, nimhans, safdarjung, ganga, ram, rml, gtb, ruby, hall',
    'sahyadri, wockhardt, tata, memorial, nanavati, global, amri, sgpgi, kgmu, bhu, artemis, blk, indraprastha, rainbow, cloudnine',
    'sankara, nethralaya',
  ],
];

export const placeWords: ReadonlySet<string> = foldAll([...indianCities, ...worldCities, ...houses]);

const titles = foldAll(['dr', 'doctor', 'surgeon', 'prof', 'drs']);
const buildings = foldAll(['hospital', 'hospitals', 'clinic', 'clinics', 'centre', 'center', 'institute']);

/** Finds the name after "Dr" and the one before "hospital", where no vocabulary knows another meaning of it. */
export const createNameExplainer =
  (isKnown: (word: string) => boolean) =>
  (tokens: readonly Token[]): number[] => {
    const isName = (at: number): boolean => {
      const token = tokens[at];
      return token?.kind === 'word' && /^[\p{L}\p{M}]+$/u.test(token.written) && !isKnown(token.word);
    };
    return tokens.flatMap(({ word, kind }, at) => {
      if (kind !== 'word') return [];
      if (titles.has(word) && isName(at + 1))
        return isName(at + 2) && (at + 3 === tokens.length || buildings.has(tokens[at + 3]!.word)) ? [at + 1, at + 2] : [at + 1];
      return buildings.has(word) && isName(at - 1) ? [at - 1] : [];
    });
  };
