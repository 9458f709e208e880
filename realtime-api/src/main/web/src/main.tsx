import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LivePage } from './live/LivePage';
import { chosenWebsite, rememberedWebsites, rememberWebsite } from './live/website';
import './style/tokens.css';
import './style/page.css';
import './style/cards.css';
import './style/chart.css';
import './style/lists.css';

/** The chosen website lives in the address, so that a page can be shared and gone back to. */
function App() {
  const [websiteId, setWebsiteId] = useState(() => chosenWebsite(location.search, rememberedWebsites()));
  const [remembered, setRemembered] = useState<readonly string[]>([]);

  useEffect(() => {
    const address = `?website=${websiteId}`;
    setRemembered(rememberWebsite(websiteId));
    if (location.search !== address) history.replaceState(null, '', address);
  }, [websiteId]);

  useEffect(() => {
    const onBack = () => setWebsiteId(chosenWebsite(location.search, rememberedWebsites()));
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, []);

  const choose = (chosen: string) => {
    history.pushState(null, '', `?website=${chosen}`);
    setWebsiteId(chosen);
  };
  return <LivePage websiteId={websiteId} remembered={remembered} onChoose={choose} />;
}

const app = document.getElementById('app');
if (app !== null) render(<App />, app);
