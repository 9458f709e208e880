import { render } from 'preact';
import { App } from './app/App';
import { followLinks } from './app/navigation';
import './style/tokens.css';
import './style/page.css';
import './style/controls.css';
import './style/forms.css';
import './style/cards.css';
import './style/chart.css';
import './style/lists.css';
import './style/overview.css';
import './style/map.css';
import './style/settings.css';
import './style/access.css';

followLinks();
const app = document.getElementById('app');
if (app !== null) render(<App />, app);
