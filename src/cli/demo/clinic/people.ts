/** The patients of the demonstration: synthetic people, generated from a seed. Pure. */
import { addDays, type Day } from '../../../kernel/day.js';
import { Random } from './random.js';

/** The possible courses of a patient. The first ones are those that even a small demonstration must have. */
export const courses = [
  'completed',
  'active',
  'on-hold',
  'cancelled',
  'draft',
  'proposed',
  'accepted',
  'completed',
  'serious-event',
  'refused',
  'infection',
  'consultation-only',
  'touch-up',
  'completed',
  'active',
  'completed',
  'cancelled',
  'completed',
  'completed',
  'overridden',
  'active',
  'completed',
  'completed',
  'on-hold',
  'completed',
] as const;
type Course = (typeof courses)[number];

type Treatment = 'mesotherapy' | 'scalp-micropigmentation';
export type Cause = 'androgenetic' | 'effluvium' | 'deficiency';

export interface Profile {
  number: number;
  course: Course;
  treatment: Treatment;
  name: string;
  sex: 'female' | 'male';
  birthDate: Day;
  language: 'en-IN' | 'hi-IN';
  city: string;
  skinType: 'III' | 'IV' | 'V';
  cause: Cause;
  /** The stage of hair loss, from 1 (early) to 3 (advanced). */
  stage: 1 | 2 | 3;
  /** Hairs per cm2 at the first visit. */
  density: number;
  /** The shaft diameter in µm. */
  diameter: number;
  telogen: number;
  /** The increase of the density with each session, in per cent. */
  response: number;
  weight: number;
  photographed: boolean;
  /** The day of the first visit. */
  firstVisit: Day;
}

const given = {
  female: ['Asha', 'Meera', 'Kavita', 'Nisha', 'Priya', 'Sunita', 'Anita', 'Rekha', 'Lata', 'Divya', 'Pooja', 'Sana', 'Farah', 'Maria', 'Leela', 'Tara'],
  male: ['Ravi', 'Arjun', 'Sanjay', 'Vikram', 'Anil', 'Rahul', 'Imran', 'John', 'Suresh', 'Manoj', 'Kiran', 'Deepak', 'Harish', 'Nikhil'],
};
/** Invented names, which nobody has. */
const family = ['Testperson', 'Examplewala', 'Sampleton', 'Demokar', 'Placeholder', 'Synthetic', 'Fictive', 'Mockery', 'Trialpur', 'Specimen'];
const cities = ['Gurugram', 'New Delhi', 'Noida', 'Faridabad', 'Jaipur', 'Chandigarh'];

/** The range of the first visit, in days before the end, so that the course reaches its end. */
const daysAgo: Readonly<Record<Course, readonly [number, number]>> = {
  completed: [240, 715],
  active: [45, 85],
  'on-hold': [75, 120],
  cancelled: [90, 700],
  draft: [2, 12],
  proposed: [3, 12],
  accepted: [3, 9],
  'serious-event': [260, 650],
  refused: [20, 700],
  infection: [280, 690],
  'consultation-only': [5, 715],
  'touch-up': [260, 600],
  overridden: [240, 700],
};

const drawBetween = (random: Random, low: number, high: number): number => low + random.drawFraction() * (high - low);
const roundToTenth = (value: number): number => Math.round(value * 10) / 10;

const chooseTreatment = (course: Course, random: Random): Treatment => {
  if (course === 'touch-up') return 'scalp-micropigmentation';
  if (course === 'refused' || course === 'overridden' || course === 'infection') return 'mesotherapy';
  return random.isTrue(0.3) ? 'scalp-micropigmentation' : 'mesotherapy';
};

/** Makes the patient of a number. The same number, seed and end make the same person. */
export const createProfile = (number: number, seed: number, end: Day): Profile => {
  const random = new Random(seed * 1_000_003 + number * 7_919);
  const course = courses[number % courses.length]!;
  const sex = random.isTrue(0.55) ? 'female' : 'male';
  const stage = random.pick([1, 1, 2, 2, 3] as const);
  const [least, most] = daysAgo[course];
  return {
    number,
    course,
    treatment: chooseTreatment(course, random),
    name: `${random.pick(given[sex])} ${random.pick(family)}`,
    sex,
    birthDate: addDays(end, -Math.round(drawBetween(random, 22, 58) * 365.25)),
    language: random.isTrue(0.65) ? 'en-IN' : 'hi-IN',
    city: random.pick(cities),
    skinType: random.pick(['III', 'IV', 'IV', 'V'] as const),
    cause: random.pick(['androgenetic', 'androgenetic', 'androgenetic', 'effluvium', 'deficiency'] as const),
    stage,
    density: Math.round(drawBetween(random, 175, 205) - stage * 27),
    diameter: roundToTenth(drawBetween(random, 62, 70) - stage * 6),
    telogen: Math.round(drawBetween(random, 12, 16) + stage * 4),
    response: roundToTenth(random.isTrue(0.75) ? drawBetween(random, 1.6, 4) : drawBetween(random, -0.4, 0.6)),
    weight: Math.round(sex === 'female' ? drawBetween(random, 48, 78) : drawBetween(random, 58, 96)),
    photographed: random.isTrue(0.35),
    firstVisit: addDays(end, -Math.round(drawBetween(random, least, most))),
  };
};
