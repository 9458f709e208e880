import { useId, useState } from 'preact/hooks';
import { auditPage } from '../api/accounts';
import { problemText } from '../api/client';
import type { AuditEntry } from '../api/items';
import { useLoad } from '../app/useLoad';
import { Trouble } from '../parts/Trouble';
import { momentText } from '../text/dates';
import { visible } from '../text/visible';

const PAGE = 50;

/** Who changed what of a website, the newest first; what is older when it is asked for. */
export function AuditSection({ websiteId }: { readonly websiteId: string }) {
  const [older, setOlder] = useState<{ readonly entries: readonly AuditEntry[]; readonly ended: boolean }>({ entries: [], ended: false });
  const [problem, setProblem] = useState('');
  const title = useId();
  const first = useLoad(websiteId, () => auditPage(websiteId, PAGE));
  const entries = [...(first.value?.entries ?? []), ...older.entries];
  const last = entries[entries.length - 1];
  const showOlder = () => {
    setProblem('');
    auditPage(websiteId, PAGE, last?.entry_id).then(
      (page) => setOlder({ entries: [...older.entries, ...page.entries], ended: !page.has_more }),
      (thrown: unknown) => setProblem(problemText(thrown)),
    );
  };
  return (
    <section class="card section" aria-labelledby={title}>
      <header>
        <h2 id={title}>Audit log</h2>
        <p class="hint">Who changed what of this website, newest first.</p>
      </header>
      <Trouble text={first.problem} retry={first.retry} />
      {first.value !== null && entries.length === 0 && <p class="empty">Nothing was changed yet.</p>}
      {entries.length > 0 && (
        <div class="table-scroll">
          <table class="items" data-fact="audit">
            <thead>
              <tr>
                {['When', 'Who', 'What', 'Detail'].map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.entry_id}>
                  <td data-label="When">{momentText(entry.at)}</td>
                  <td data-label="Who">{visible(entry.actor)}</td>
                  <td data-label="What">{visible(`${entry.action.replaceAll('_', ' ')} ${entry.subject}`)}</td>
                  <td data-label="Detail">{detailText(entry.detail)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Trouble text={problem} />
      {first.value?.has_more === true && !older.ended && (
        <p>
          <button type="button" class="quiet-button" onClick={showOlder}>
            Show older
          </button>
        </p>
      )}
    </section>
  );
}

/** `{"sampling_rate":0.5}` as "sampling_rate: 0.5". */
function detailText(detail: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(detail).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return parts.length === 0 ? '–' : visible(parts.join(', '));
}
