import type { documents as english } from '../en/documents.js';

export const documents: Readonly<Record<keyof typeof english, string>> = {
  page: 'पृष्ठ {page} / {pages}',
  unshown: 'इस दस्तावेज़ में ख़ाली डिब्बा ऐसे अक्षर की जगह है जो किसी फ़ॉन्ट में नहीं है। इलेक्ट्रॉनिक रिकॉर्ड में वह मौजूद है।',
  phone: 'फ़ोन',
  emergency: 'आपात स्थिति में',
};
