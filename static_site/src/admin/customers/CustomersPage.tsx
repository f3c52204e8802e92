import '../app/mantine-more.css';
import { Blank } from '../parts/States';

export default function CustomersPage() {
  return <Blank title="CustomersPage" />;
}
