import { Component } from 'preact';
import { when } from '../shared/format';
import { fill } from '../shared/language';
import { Refused, type Message, type TicketApi, type TicketPage } from './api';
import { Conversation } from './Conversation';
import { Header } from './Header';
import { BadLink, Loading, Stale, Trouble } from './Notices';
import { ReplyForm } from './ReplyForm';
import { wordsIn, type Words } from './words';

const REFRESH = 15_000;

interface Props {
  api: TicketApi;
  words: Words;
}

interface State {
  page?: TicketPage;
  words: Words;
  failure?: 'bad link' | 'trouble' | undefined;
  /** Told to screen readers: what came in while somebody reads or writes. */
  news: string;
}

/** Keeps the page like the ticket, also while it is looked at. */
export class App extends Component<Props, State> {
  override state: State = { words: this.props.words, news: '' };
  private turn = 0;

  override componentDidMount() {
    this.load();
    setInterval(this.loadIfSeen, REFRESH);
    document.addEventListener('visibilitychange', this.loadIfSeen);
    addEventListener('online', this.load);
  }

  private loadIfSeen = () => {
    if (document.visibilityState === 'visible' && this.state.failure !== 'bad link') this.load();
  };

  /** Answers may overtake each other: only the one asked for last counts. */
  private load = async () => {
    const turn = ++this.turn;
    const answer = await this.props.api.page().catch(failureOf);
    if (turn !== this.turn) return;
    if (typeof answer === 'string') this.setState({ failure: answer });
    else this.show(answer);
  };

  private show(page: TicketPage) {
    const { desk, number, subject } = page;
    const known = this.state.page;
    document.title = `${number}: ${subject}`;
    paint(desk);
    const words = known ? this.state.words : wordsIn(desk.language, ...navigator.languages);
    const news = (known && newsOf(known, page, words)) || this.state.news;
    this.setState({ page, words, news, failure: undefined });
  }

  private commented = (message: Message) => {
    const { page } = this.state;
    const others = page?.messages.filter(({ id }) => id !== message.id) ?? [];
    if (page) this.setState({ page: { ...page, messages: [...others, message] } });
    this.load();
  };

  override render({ api }: Props, { page, words, failure, news }: State) {
    if (failure === 'bad link') return <BadLink words={words} />;
    if (!page) return failure ? <Trouble words={words} onRetry={this.load} /> : <Loading words={words} />;
    return (
      <>
        <Header page={page} words={words} />
        <main>
          <Conversation page={page} words={words} />
          <ReplyForm
            api={api}
            page={page}
            words={words}
            onSent={this.commented}
            onRefused={this.load}
          />
        </main>
        {failure && <Stale words={words} onRetry={this.load} />}
        <p class="unseen" role="status">
          {news}
        </p>
      </>
    );
  }
}

function failureOf(error: unknown): 'bad link' | 'trouble' {
  return error instanceof Refused && error.status === 404 ? 'bad link' : 'trouble';
}

function newsOf(before: TicketPage, now: TicketPage, { text, locale }: Words): string {
  const known = new Set(before.messages.map(({ id }) => id));
  const message = now.messages.findLast(({ id }) => !known.has(id));
  if (!message) return '';
  const { author, created_at } = message;
  // With its time: a screen reader tells nothing of a second message if it is told in the same words.
  return `${fill(text.arrived, { name: author.name || now.desk.name })}, ${when(created_at, locale)}`;
}

function paint({ colour, ink }: TicketPage['desk']) {
  const { style } = document.documentElement;
  style.setProperty('--desk', colour);
  style.setProperty('--on-desk', ink);
}
