import { useEffect } from 'preact/hooks';
import { list, roleReaches, type Annotation } from '../api/accounts';
import type { CustomDimension, Goal } from '../api/items';
import { aggregate, METRICS, timeseries, timeseriesCsv, type Aggregate, type Dimension, type Interval } from '../api/stats';
import { navigate, usePlace } from '../app/navigation';
import { overviewPath, settingsPath } from '../app/route';
import { useDomain, useMembership } from '../app/session';
import { Shell } from '../app/Shell';
import { useLoad } from '../app/useLoad';
import { useReturns } from '../app/useReturns';
import { Trouble } from '../parts/Trouble';
import { daysIn, todayIn } from '../text/dates';
import { METRIC_LABELS } from '../text/metrics';
import { counted } from '../text/numbers';
import { ActivePill } from './ActivePill';
import { AnnotationPopup } from './AnnotationPopup';
import { besideOf } from './beside';
import { BreakdownCard } from './BreakdownCard';
import { ComparisonChoice } from './ComparisonChoice';
import { DatePicker } from './DatePicker';
import { CARDS } from './dimensions';
import { EventsCard } from './EventsCard';
import { FilterBar } from './FilterBar';
import { FunnelCard } from './FunnelCard';
import { GoalsCard } from './GoalsCard';
import { MainChart } from './MainChart';
import { MetricTiles } from './MetricTiles';
import { TrendLegend } from './TrendLegend';
import { intervalOf, intervalsFor, searchOf, viewOf, type View } from './view';

/** A website's history: the numbers of a period, how they went, and what they are made of. */
export function OverviewPage({ websiteId }: { readonly websiteId: string }) {
  const view = viewOf(usePlace().search);
  const membership = useMembership(websiteId);
  const domain = useDomain(websiteId);
  const go = (next: View) => navigate(overviewPath(websiteId) + searchOf(next));
  const { question, summary, series, interval } = useNumbers(websiteId, view);
  const { dimensions, goals } = useNames(websiteId);
  const named = { dimensions, goals: goals.value };
  const canSet = roleReaches(membership?.role, 'editor');
  const annotations = useLoad(websiteId, () => list<Annotation>(websiteId, 'annotations').catch(() => []));

  useEffect(() => {
    document.title = `${domain} · Footfall`;
  }, [domain]);

  const shown = summary.value === null ? null : { from: summary.value.from.slice(0, 10), to: summary.value.to.slice(0, 10) };
  const today = todayIn(summary.value?.time_zone, Date.now());
  const beside = summary.value === null ? null : besideOf(summary.value, summary.value.compare, Date.now());
  return (
    <Shell websiteId={websiteId} domain={domain} page="overview">
      <div class="page-head">
        <h1 class="unseen">{domain}</h1>
        <ActivePill websiteId={websiteId} />
        <FilterBar websiteId={websiteId} view={view} named={named} onChange={go} />
        <div class="page-tools">
          <ComparisonChoice view={view} onChange={go} />
          <DatePicker view={view} shown={shown} today={today} onChange={go} />
        </div>
      </div>
      <p class="unseen" role="status">
        {summary.value !== null && !summary.loading && beside !== null && `${counted(summary.value.metrics.visitors?.value ?? 0, 'visitor')}, ${beside.shown}`}
      </p>
      <Trouble text={summary.problem} retry={summary.retry} />
      {summary.value !== null && isEmpty(summary.value) && <Nothing websiteId={websiteId} filtered={view.filters.length > 0} canSet={canSet} />}
      <div class="board">
        <section class="card trend" aria-label="Trend">
          <MetricTiles summary={summary.value} beside={beside} chosen={view.metric} onChoose={(metric) => go({ ...view, metric })} />
          <div class="trend-head">
            <h2>{METRIC_LABELS[view.metric]}</h2>
            <TrendLegend beside={beside} />
            {summary.value?.sampled === true && <p class="hint">Estimated from a share of visitors.</p>}
            <div class="trend-tools">
              <Intervals
                chosen={interval}
                possible={intervalsFor(view.period, shown === null ? 0 : daysIn(shown.from, shown.to))}
                onChoose={(next) => go({ ...view, interval: next })}
              />
              {canSet && <AnnotationPopup websiteId={websiteId} today={today} onAdded={annotations.retry} />}
              <a class="quiet-button" href={timeseriesCsv(websiteId, view, interval)} download={`${websiteId}.csv`} aria-label="The chart's numbers as CSV">
                CSV
              </a>
            </div>
          </div>
          <Trouble text={series.problem} retry={series.retry} />
          <MainChart
            series={series.value}
            metric={series.value?.metric ?? view.metric}
            annotations={annotations.value ?? []}
            stale={series.loading && series.value !== null}
          />
        </section>
        {CARDS.map((card) => (
          <BreakdownCard key={card.id} websiteId={websiteId} domain={domain} view={view} card={card} />
        ))}
        <GoalsCard
          websiteId={websiteId}
          domain={domain}
          view={view}
          question={question}
          sessions={summary.value?.question === question ? summary.value.metrics.sessions : undefined}
          goals={goals}
          beside={beside}
          canSet={canSet}
        />
        <EventsCard websiteId={websiteId} domain={domain} view={view} named={named} />
        <FunnelCard websiteId={websiteId} view={view} canSet={canSet} />
      </div>
    </Shell>
  );
}

interface NothingProps {
  readonly websiteId: string;
  readonly filtered: boolean;
  readonly canSet: boolean;
}

/** What to do about a period in which nothing happened. */
function Nothing({ websiteId, filtered, canSet }: NothingProps) {
  if (filtered) return <p class="notice">No visits in these days pass all filters. Take one away, or look at more days.</p>;
  return (
    <p class="notice">
      No visits in these days. Look at more days
      {canSet && (
        <>
          , or <a href={settingsPath(websiteId, 'tracking')}>check that your pages send hits</a>
        </>
      )}
      .
    </p>
  );
}

function isEmpty({ metrics }: Aggregate): boolean {
  return [metrics.visitors, metrics.pageviews, metrics.events].every((metric) => metric?.value === 0);
}

function useNumbers(websiteId: string, view: View) {
  const interval = intervalOf(view);
  const about = [useReturns(), websiteId, view.period, view.date, view.from, view.to, view.filters, view.compare];
  const question = JSON.stringify(about);
  const summary = useLoad(question, (signal) =>
    aggregate(websiteId, view, view.compare, METRICS, signal).then((answer) => ({ ...answer, question, compare: view.compare })),
  );
  const series = useLoad(JSON.stringify([...about, view.metric, interval]), (signal) =>
    timeseries(websiteId, view, view.compare, view.metric, interval, signal).then((points) => ({ ...points, metric: view.metric })),
  );
  return { question, summary, series, interval };
}

/** What the website's owners have named: its own dimensions, and its goals. */
function useNames(websiteId: string) {
  // Whoever sees the website by a shared link may not see its settings: then there are no names.
  const definitions = useLoad(websiteId, () => list<CustomDimension>(websiteId, 'custom_dimensions').catch(() => []));
  const goals = useLoad(websiteId, () => list<Goal>(websiteId, 'goals'));
  const active = definitions.value?.filter((one) => one.is_active) ?? [];
  return { dimensions: new Map<Dimension, string>(active.map(({ index, name }) => [`custom_dimension_${index}`, name])), goals };
}

interface IntervalsProps {
  readonly chosen: Interval;
  readonly possible: readonly Interval[];
  readonly onChoose: (interval: Interval) => void;
}

const INTERVAL_LABELS: Readonly<Record<Interval, string>> = { hour: 'Hours', day: 'Days', week: 'Weeks', month: 'Months' };

function Intervals({ chosen, possible, onChoose }: IntervalsProps) {
  if (possible.length < 2) return null;
  return (
    <div class="segments" role="group" aria-label="Points of the chart">
      {possible.map((interval) => (
        <button key={interval} type="button" aria-pressed={interval === chosen} onClick={() => onChoose(interval)}>
          {INTERVAL_LABELS[interval]}
        </button>
      ))}
    </div>
  );
}
