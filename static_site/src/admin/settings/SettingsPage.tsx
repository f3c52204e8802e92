import '../app/mantine-more.css';
import { Blank } from '../parts/States';

export default function SettingsPage() {
  return <Blank title="SettingsPage" />;
}
