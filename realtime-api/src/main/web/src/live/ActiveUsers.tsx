import { MovingNumber } from '../motion/MovingNumber';
import { count, percent } from '../text/numbers';
import type { LiveFrame } from './frames';

/** The number one opens the page for, with the three that put it in proportion. */
export function ActiveUsers({ frame }: { readonly frame: LiveFrame | null }) {
  const events = frame === null ? null : frame.perMinute.events.reduce((sum, minute) => sum + minute, 0);
  return (
    <section class="card hero" aria-labelledby="active-title">
      <h2 id="active-title">Active users now</h2>
      <p
        class="hero-number"
        data-fact="active-users"
        style={{ '--characters': String(count(frame?.activeUsers ?? 0).length) }}
      >
        {frame === null ? '–' : <MovingNumber value={frame.activeUsers} />}
      </p>
      <p class="hero-note">
        in the last 5 minutes
        {frame !== null && frame.activeUsers > 0 && <Precision frame={frame} />}
      </p>
      <dl class="figures">
        <Figure label="Pageviews" fact="pageviews-30m" value={frame?.pageviews30m ?? null} />
        <Figure label="Active users" fact="active-users-30m" value={frame?.activeUsers30m ?? null} />
        <Figure label="Events" fact="events-30m" value={events} />
      </dl>
      <p class="figures-note">in the last 30 minutes{frame?.sampled === true && ', estimated from a share of visitors'}</p>
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly fact: string;
  readonly value: number | null;
}

function Figure({ label, fact, value }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-fact={fact}>{value === null ? '–' : <MovingNumber value={value} />}</dd>
    </div>
  );
}

function Precision({ frame }: { readonly frame: LiveFrame }) {
  const error = percent(frame.activeUsersError);
  return (
    <span class="precision" tabIndex={0} aria-describedby="precision-meaning">
      ± {error}
      <span id="precision-meaning" role="tooltip">
        {precisionText(frame, error)}
      </span>
    </span>
  );
}

function precisionText(frame: LiveFrame, error: string): string {
  const users = Math.round(frame.activeUsers * frame.activeUsersError);
  const here = users < 1 ? 'so this number is practically exact.' : `which is about ${count(users)} of these users.`;
  if (frame.sampled) {
    return `A share of visitors is counted and stands for all; the standard error of this number is ${error}, ${here}`;
  }
  return `Distinct users are estimated with HyperLogLog; its standard error is ${error}, ${here}`;
}
