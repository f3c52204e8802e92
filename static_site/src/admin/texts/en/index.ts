import common from './common.json';
import inbox from './inbox.json';
import palette from './palette.json';
import people from './people.json';
import settings from './settings.json';
import shell from './shell.json';
import talk from './talk.json';
import ticket from './ticket.json';
import writing from './writing.json';

export default { common, shell, palette, inbox, ticket, talk, writing, people, settings };
