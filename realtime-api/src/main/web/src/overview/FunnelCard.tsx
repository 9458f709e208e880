import { useId, useState } from 'preact/hooks';
import { list } from '../api/accounts';
import type { Funnel } from '../api/items';
import { funnelReport, type FunnelStepReached } from '../api/stats';
import { settingsPath } from '../app/route';
import { useLoad } from '../app/useLoad';
import { useReturns } from '../app/useReturns';
import { Trouble } from '../parts/Trouble';
import { count, counted, percent } from '../text/numbers';
import { visible } from '../text/visible';
import type { View } from './view';

interface Props {
  readonly websiteId: string;
  readonly view: View;
  /** Whether the reader may describe funnels. */
  readonly canSet: boolean;
}

/** How far sessions went through one of the website's funnels; nothing for who could not make the first. */
export function FunnelCard({ websiteId, view, canSet }: Props) {
  const funnels = useLoad(websiteId, () => list<Funnel>(websiteId, 'funnels'));
  const [chosen, setChosen] = useState('');
  const id = useId();
  const all = funnels.value ?? [];
  const funnel = all.find((one) => one.funnel_id === chosen) ?? all[0];
  if (funnels.problem === '' && (funnels.value === null || (funnel === undefined && !canSet))) return null;
  return (
    <section class="card breakdown breakdown-wide" aria-labelledby={id}>
      <header class="card-head">
        <h2 id={id}>Funnels</h2>
        {all.length > 1 && (
          <select class="control" aria-label="Funnel" value={funnel?.funnel_id} onChange={(change) => setChosen(change.currentTarget.value)}>
            {all.map((one) => (
              <option key={one.funnel_id} value={one.funnel_id}>
                {visible(one.name)}
              </option>
            ))}
          </select>
        )}
      </header>
      <Trouble text={funnels.problem} retry={funnels.retry} />
      {funnels.value !== null && funnel === undefined && (
        <p class="empty">
          Where do visitors leave on their way? <a href={settingsPath(websiteId, 'funnels')}>Describe the steps</a>.
        </p>
      )}
      {funnel !== undefined && <Report websiteId={websiteId} view={view} funnel={funnel} named={all.length === 1} />}
    </section>
  );
}

interface ReportProps extends Pick<Props, 'websiteId' | 'view'> {
  readonly funnel: Funnel;
  /** Its name is told here, and nowhere else. */
  readonly named: boolean;
}

function Report({ websiteId, view, funnel, named }: ReportProps) {
  const { funnel_id } = funnel;
  const about = JSON.stringify([useReturns(), websiteId, funnel_id, view.period, view.date, view.from, view.to, view.filters]);
  const report = useLoad(about, (signal) => funnelReport(websiteId, view, funnel_id, signal));
  const steps = report.value?.funnel_id === funnel_id ? report.value.steps : [];
  const first = steps[0]?.sessions ?? 0;
  const last = steps[steps.length - 1];
  return (
    <div class={report.loading ? 'funnel stale' : 'funnel'}>
      {named && <h3>{visible(funnel.name)}</h3>}
      <Trouble text={report.problem} retry={report.retry} />
      {steps.length > 0 && first === 0 && <p class="empty">No session of these days took the first step.</p>}
      {first > 0 && (
        <>
          <p class="hint">
            {percent(last?.rate ?? 0)} of {counted(first, 'session')} went all the way.
          </p>
          <ol class="funnel-report" data-fact="funnel">
            {steps.map((step, place) => (
              <Step key={place} step={step} before={steps[place - 1]} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function Step({ step, before }: { readonly step: FunnelStepReached; readonly before: FunnelStepReached | undefined }) {
  return (
    <li>
      <p class="funnel-step">
        <bdi>{visible(step.name)}</bdi>
        <strong>{percent(step.rate ?? 0)}</strong>
      </p>
      <span class="funnel-bar" aria-hidden="true">
        <span style={{ width: `${(step.rate ?? 0) * 100}%` }} />
      </span>
      <p class="hint">
        {counted(step.sessions, 'session')} of {counted(step.visitors, 'visitor')}
        {before !== undefined && before.sessions > 0 && `; ${count(step.drop_off)} (${percent(step.drop_off / before.sessions)}) left before it`}
      </p>
    </li>
  );
}
