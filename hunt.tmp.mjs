import fc from 'fast-check';
const base='/work/wt/people/src/patients/domain/';
const { preparePerson, resemblance, resemblanceFrom } = await import(base+'duplicate-score.ts');
const { duplicateKeys } = await import(base+'duplicate-keys.ts');
const { searchKeys } = await import(base+'search-keys.ts');
const { editDistance } = await import(base+'ranking.ts');
const { fold } = await import(base+'name-folding.ts');
const word = fc.stringMatching(/^[a-z]{3,9}$/);
const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
const phone = fc.stringMatching(/^[6-9]\d{9}$/).map((d) => `+91${d}`);
const person = fc.record({ names: fc.array(fc.oneof(fc.record({ given: fc.array(word,{minLength:1,maxLength:2}), family: word }).map((n)=>({...n,text:[...n.given,n.family].join(' ')})), fc.record({ text: fc.oneof(word, fc.constantFrom('आशा राव','Asha Rao','Rao','李娜','!!!','A. Rao')) })),{minLength:1,maxLength:2}), birthDate: fc.oneof(fc.constant(null),day,day.map(o=>o.slice(0,7)),day.map(o=>o.slice(0,4))), sexAtBirth: fc.constantFrom('female','male','intersex','unknown'), phones: fc.array(phone.map(value=>({value})),{maxLength:2}), emails: fc.array(word.map(n=>({value:`${n}@example.org`})),{maxLength:1}), addresses: fc.array(fc.record({city:word,postalCode:fc.stringMatching(/^\d{6}$/)}),{maxLength:1}), identifiers: fc.array(fc.record({system:fc.constantFrom('a','b'),value:fc.stringMatching(/^\d{4}$/)}),{maxLength:2}), emergencyContact: fc.option(phone.map(n=>({phone:n})))});
const two = fc.tuple(person, person, fc.subarray(['names','birthDate','sexAtBirth','phones','emails','addresses','identifiers'])).map(([o,t,s])=>[o,{...t,...Object.fromEntries(s.map(f=>[f,o[f]]))}]);
const score=(a,b)=>resemblance(preparePerson(a),preparePerson(b)); const sum=f=>f.contributions.reduce((t,o)=>t+o.weight,0);
const props = {
 sym: fc.property(two,([o,t])=>{const f=score(o,t); if(f.score!==score(t,o).score) throw Error('asym'); if(Math.abs(f.score-1/(1+2**-sum(f)))>=0.00005) throw Error('close '+f.score+' '+sum(f));}),
 thr: fc.property(two,fc.double({min:0,max:1,noNaN:true}),([o,t],th)=>{const f=score(o,t); const r=resemblanceFrom(th,preparePerson(o),preparePerson(t)); if((r!==null)!==(f.score>=th)) throw Error('thr');}),
 sex: fc.property(two,phone,([o,t],n)=>{ if(!(sum(score({...o,sexAtBirth:'female'},{...t,sexAtBirth:'male'}))<sum(score({...o,sexAtBirth:'female'},{...t,sexAtBirth:'unknown'})))) throw Error('sex'); const w=sum(score({...o,phones:[],emergencyContact:null},{...t,phones:[],emergencyContact:null})); const s={phones:[{value:n}],emergencyContact:null}; if(sum(score({...o,...s},{...t,...s}))<w) throw Error('phone');}),
 twins: fc.property(person, fc.tuple(word,word).filter(([a,b])=>editDistance(fold(a),fold(b))>2&&!a.startsWith(b)&&!b.startsWith(a)&&editDistance(a,b)>2), word, day, fc.boolean(), (one,[a,b],family,birthDate,isText)=>{ fc.pre(a[0]!==b[0]&&!a.includes(family)&&!family.includes(a)&&editDistance(fold(a),fold(family))>2&&editDistance(fold(b),fold(family))>2); const tw=(n)=>({...one,names:[isText?{text:`${n} ${family}`}:{given:[n],family,text:`${n} ${family}`}],birthDate,identifiers:[]}); if(score(tw(a),tw(b)).score>=0.9) throw Error('twins '+[a,b,family,isText,birthDate]);}),
 copy: fc.property(fc.tuple(person,word,word,day).map(([one,g,f,b])=>({...one,names:[{given:[g],family:f,text:`${g} ${f}`}],birthDate:b.endsWith('-01-01')?b.replace(/1$/,'2'):b,sexAtBirth:'female'})),(one)=>{fc.pre(one.names[0].given[0]!==one.names[0].family); const s=score(one,one); if(s.likelihood!=='certain') throw Error('copy '+JSON.stringify(one.names)+s.score); const keys=new Set(searchKeys('c',{names:[one.names[0].text],phones:one.phones.map(p=>p.value),medicalRecordNumber:'P1',birthDate:one.birthDate})); for(const way of duplicateKeys('c',{...one,phones:[],emergencyContact:null})) if(!way.every(w=>w.some(k=>keys.has(k)))) throw Error('keys '+JSON.stringify(one.names));}),
};
const end=Date.now()+Number(process.argv[2])*1000; const fails={}; let n=0;
while(Date.now()<end){ n++; for(const [k,p] of Object.entries(props)){ const r=fc.check(p,{numRuns:300}); if(r.failed){ (fails[k]??=[]).push(r.errorInstance?.message+' seed '+r.seed); } } }
console.log(n, JSON.stringify(fails,null,1));
