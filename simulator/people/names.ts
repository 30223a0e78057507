/**
 * Real names: with diacritics, in other scripts, from right to left, with
 * apostrophes. `latin` is the form in an e-mail address.
 */
export interface Name {
  given: string
  family: string
  latin: string
}

const name = (given: string, family: string, latin: string): Name => ({
  given,
  family,
  latin
})

export const names = [
  name('Ana', 'Silva', 'ana.silva'),
  name('Łukasz', 'Żółć', 'lukasz.zolc'),
  name('Zoë', "O'Brien-Núñez", 'zoe.obrien'),
  name('伟', '王', 'wang.wei'),
  name('さくら', '佐藤', 'sakura.sato'),
  name('민준', '김', 'minjun.kim'),
  name('محمد', 'الأحمد', 'mohammed.alahmad'),
  name('נועה', 'כהן', 'noa.cohen'),
  name('Дмитрий', 'Соколов', 'dmitri.sokolov'),
  name('Ελένη', 'Παπαδοπούλου', 'eleni.papadopoulou'),
  name('आरव', 'शर्मा', 'aarav.sharma'),
  name('Jürgen', 'Groß', 'juergen.gross'),
  name('Nguyễn', 'Thị Ánh', 'nguyen.anh'),
  name('สมชาย', 'ใจดี', 'somchai.jaidee'),
  name('İbrahim', 'Yıldız', 'ibrahim.yildiz'),
  name('Mary', 'Smith', 'mary.smith'),
  // The same letter, composed here and decomposed in the next one.
  name('Ren\u00e9', 'Dubois', 'rene.dubois'),
  name('Rene\u0301', 'Lefe\u0300vre', 'rene.lefevre'),
  name('Robert', "'); DROP TABLE Students;--", 'bobby.tables'),
  name('Sam 👩‍🚀', 'Field 🌾', 'sam.field')
] as const satisfies readonly Name[]

export const departments = [
  'Engineering',
  'Sales, EMEA',
  'R&D "North"',
  'Закупки',
  '人事部',
  'Back\\office'
] as const

export const locales = ['en-GB', 'de-DE', 'pt_BR', 'ja-JP', 'ar', 'fr'] as const

export const zones = [
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Asia/Tokyo',
  'UTC'
] as const
