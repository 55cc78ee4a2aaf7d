/**
 * Names of people who do not exist: common given and family names, each as it is usually written, in other spellings, and
 * in Devanagari where it is of India. Separated by spaces: the first is the usual one.
 */
const female = `
Lakshmi Laxmi Lakshmy लक्ष्मी|Asha Aasha आशा|Sunita Suneeta सुनीता|Priya Priyaa प्रिया|Anjali Anjalee अंजलि|Kavita Kavitha कविता|Meera Mira मीरा
Pooja Puja पूजा|Neha Nehaa नेहा|Deepa Dipa दीपा|Jyoti Jyothi ज्योति|Rekha Reka रेखा|Shobha Sobha शोभा|Geeta Gita गीता|Seema Sima सीमा|Nisha Neesha निशा
Swati Svati स्वाति|Vandana Wandana वंदना|Shalini Salini शालिनी|Bhavana Bhavna भावना|Radha Raadha राधा|Usha Oosha उषा|Sarita Saritha सरिता|Manisha Maneesha मनीषा
Rashmi Rasmi रश्मि|Pallavi Pallawi पल्लवी|Divya Divyaa दिव्या|Shreya Shriya श्रेया|Ananya Ananyaa अनन्या|Ishita Isheeta इशिता|Nandini Nandinee नंदिनी|Kamala Kamla कमला
Savitri Savithri सावित्री|Parvati Parvathi पार्वती|Sharada Sarada शारदा|Vidya Vidhya विद्या|Chitra Chithra चित्रा|Hema Hemaa हेमा|Padma Padmaa पद्मा|Malini Maalini मालिनी
Fatima Fathima फ़ातिमा|Ayesha Aisha आयशा|Zainab Zaynab ज़ैनब|Farida Fareeda फ़रीदा|Nasreen Nasrin नसरीन|Maria Mariya|Elena Yelena|Sophie Sofie|Anna Ana|Katharina Katarina
Gurpreet Gurprit गुरप्रीत|Harleen Harlin हरलीन|Simran Simrun सिमरन|Thenmozhi Thenmoli|Kalyani Kalyaani कल्याणी|Bhagyashree Bhagyashri भाग्यश्री|Trupti Tripti तृप्ति|Ketaki Ketki केतकी`;

const male = `
Ramesh Rameshh रमेश|Suresh Soresh सुरेश|Vikram Vikaram विक्रम|Rajesh Rajes राजेश|Anil Aneel अनिल|Sanjay Sanjai संजय|Vijay Vijai विजय|Deepak Dipak दीपक
Ashok Asok अशोक|Manoj Manoaj मनोज|Rahul Raahul राहुल|Amit Ameet अमित|Ravi Ravee रवि|Kiran Kiren किरण|Arjun Arjoon अर्जुन|Ganesh Ganes गणेश|Mahesh Mahes महेश
Nitin Niteen नितिन|Prakash Prakas प्रकाश|Rakesh Rakes राकेश|Sachin Sacheen सचिन|Sunil Suneel सुनील|Vinod Vinodh विनोद|Yogesh Yoges योगेश|Harish Hareesh हरीश
Krishna Krishnaa कृष्णा|Mohan Mohann मोहन|Gopal Gopaal गोपाल|Naveen Navin नवीन|Praveen Pravin प्रवीण|Satish Sateesh सतीश|Siddharth Sidharth सिद्धार्थ|Aditya Adithya आदित्य
Rohan Rohann रोहन|Karthik Kartik कार्तिक|Varun Waroon वरुण|Abhishek Abhisek अभिषेक|Nikhil Nikhill निखिल|Pankaj Pankaaj पंकज|Tarun Taroon तरुण|Dinesh Dines दिनेश
Mohammed Mohammad मोहम्मद|Imran Imraan इमरान|Salim Saleem सलीम|Farhan Farhaan फ़रहान|Yusuf Yousuf यूसुफ़|Peter Pieter|Thomas Tomas|Michael Mikael|Stefan Stephan|Andrei Andrey
Gurdeep Gurdip गुरदीप|Harpreet Harprit हरप्रीत|Jaspal Jaspaal जसपाल|Murugan Murugann|Senthil Sentil|Balakrishnan Balkrishnan बालकृष्णन|Chandrashekhar Chandrasekhar चंद्रशेखर|Omkar Onkar ओंकार`;

const family = `
Rao Raao राव|Sharma Sarma शर्मा|Singh Sing सिंह|Patel Pattel पटेल|Gupta Guptha गुप्ता|Kumar Kumaar कुमार|Verma Varma वर्मा|Reddy Reddi रेड्डी|Nair Nayar नायर
Iyer Ayyar अय्यर|Menon Menonn मेनन|Joshi Joshee जोशी|Kulkarni Kulkarnee कुलकर्णी|Deshpande Deshpandey देशपांडे|Chaudhary Choudhary चौधरी|Mukherjee Mukherji मुखर्जी
Banerjee Banerji बनर्जी|Chatterjee Chatterji चटर्जी|Das Dass दास|Ghosh Ghose घोष|Bose Basu बोस|Mishra Misra मिश्रा|Pandey Pande पांडे|Tiwari Tiwary तिवारी
Dubey Dube दुबे|Shukla Sukla शुक्ला|Agarwal Agrawal अग्रवाल|Bansal Bansall बंसल|Mehta Mehtha मेहता|Shah Sha शाह|Desai Desaai देसाई|Trivedi Trivedee त्रिवेदी
Bhatt Bhat भट्ट|Kapoor Kapur कपूर|Malhotra Malhothra मल्होत्रा|Khanna Kanna खन्ना|Chopra Chopraa चोपड़ा|Gill Gil गिल|Sandhu Sandhoo संधू|Dhillon Dillon ढिल्लों
Narayanan Narayan नारायणन|Krishnan Krisnan कृष्णन|Subramanian Subramaniam सुब्रमण्यन|Raman Ramann रमन|Pillai Pillay पिल्लै|Naidu Naidoo नायडू|Hegde Hegdey हेगड़े
Shetty Setty शेट्टी|Gowda Gouda गौड़ा|Patil Paatil पाटिल|Jadhav Jadav जाधव|Pawar Powar पवार|Shinde Shindey शिंदे|More Moray मोरे|Khan Khaan ख़ान|Ansari Ansaree अंसारी
Siddiqui Siddiqi सिद्दीकी|Qureshi Kureshi क़ुरैशी|Sheikh Shaikh शेख़|Fernandes Fernandez फर्नांडिस|D'Souza Dsouza डिसूज़ा|Pereira Perera|Thomas Tomas|Mathew Matthew
Müller Mueller|Schmidt Schmitt|Novak Nowak|Petrov Petroff|Rossi Rosi|Garcia Garcya|Silva Sylva|Thakur Thakkur ठाकुर|Yadav Yadaw यादव|Saxena Saksena सक्सेना
Bhardwaj Bharadwaj भारद्वाज|Chauhan Chouhan चौहान|Rathore Rathod राठौर|Solanki Solanky सोलंकी|Parmar Paramar परमार|Vaidya Vaidhya वैद्य|Apte Aptey आप्टे|Gokhale Gokhle गोखले`;

/** One name in its usual spelling, in others, and (for most) in Devanagari. */
export interface SpeltName {
  usual: string;
  spellings: readonly string[];
  devanagari: string | null;
}

const isDevanagari = (text: string): boolean => /\p{Script=Devanagari}/u.test(text);

const parse = (list: string): SpeltName[] =>
  list
    .trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(' ') as [string, ...string[]])
    .map(([usual, ...others]) => ({ usual, spellings: others.filter((other) => !isDevanagari(other)), devanagari: others.find(isDevanagari) ?? null }));

export const givenNames = { female: parse(female), male: parse(male) } as const;
export const familyNames: readonly SpeltName[] = parse(family);

export const cities = [
  ['Gurugram', '1220'],
  ['Delhi', '1100'],
  ['Mumbai', '4000'],
  ['Pune', '4110'],
  ['Bengaluru', '5600'],
  ['Chennai', '6000'],
  ['Kolkata', '7000'],
] as const;
