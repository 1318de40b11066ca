import { openBooks, type BooksOptions } from './monthlyBooks';

const [options = '{}', month = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const books = await openBooks(JSON.parse(options) as BooksOptions);
  process.stdout.write('begins\n');
  await books.monthly(month);
  await books.close();
}

void main();
