import { render } from 'preact';
import { TicketApi } from './api';
import { App } from './App';
import { BadLink } from './Notices';
import { wordsIn } from './words';
import './style.css';

// Mail programs tend to put the sentence's full stop into the link.
const token = /^#(\w+)\W*$/.exec(location.hash)?.[1];
const words = wordsIn(...navigator.languages);

render(token ? <App api={new TicketApi(token)} words={words} /> : <BadLink words={words} />, document.body);

addEventListener('hashchange', () => location.reload());
