import '../app/mantine-more.css';
import { Blank } from '../parts/States';

export default function CustomerPage({ id }: { id: string }) {
  return <Blank title={id} />;
}
