import '../app/mantine-more.css';
import { Blank } from '../parts/States';

export default function NewTicketPage() {
  return <Blank title="NewTicketPage" />;
}
